/** Text of either direction that keeps to itself among words of the other, by Unicode's isolates. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
