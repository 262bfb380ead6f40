/** The store's rules, each said only where the specialist's own instructions speak of it. */
const rules: readonly { readonly asked: RegExp; readonly known: RegExp; readonly text: string }[] = [
  {
    asked: /\b(return|exchang|swap)/i,
    known: /\bdelivered\b[^.]*\b(return|exchang)/i,
    text: 'A delivered order can be returned or exchanged, once.',
  },
  {
    asked: /\b(cancel|chang|modif)/i,
    known: /\bpending\b[^.]*\b(cancel|chang)/i,
    text: 'An order can be cancelled or changed while it is pending; after that it can only be looked at.',
  },
  {
    asked: /\b(refund|money|return|cancel)/i,
    known: /\b5 to 7 business days\b/i,
    text: 'A refund to a gift card arrives at once, to a credit card or PayPal in 5 to 7 business days.',
  },
]

/** What the instructions let a specialist say about returning, exchanging, cancelling or refunds. */
export function rulesAbout(wish: string, system: string): string[] {
  return rules.filter((it) => it.asked.test(wish) && it.known.test(system)).map((it) => it.text)
}
