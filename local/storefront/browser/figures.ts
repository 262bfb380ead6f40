/** How a trace's figures read. */

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const small = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
})
const whole = new Intl.NumberFormat('en-US')

export function dollarsOf(cents: number): string {
  return dollars.format(cents / 100)
}

/** Of micro-dollars; a model call costs far less than a cent. */
export function costOf(microDollars: number | null): string {
  return microDollars === null ? 'price not known' : small.format(microDollars / 1e6)
}

export function durationOf(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`
}

export function countOf(count: number): string {
  return whole.format(count)
}

interface Usage {
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly outputTokens: number
}

/** "3,120 in (2,890 cached) → 84 out" */
export function tokensOf(usages: readonly Usage[]): string {
  const sum = (of: (usage: Usage) => number) => usages.reduce((total, usage) => total + of(usage), 0)
  const input = sum((it) => it.inputTokens + it.cacheReadTokens + it.cacheWriteTokens)
  const cached = sum((it) => it.cacheReadTokens)
  return `${countOf(input)} in${cached > 0 ? ` (${countOf(cached)} cached)` : ''} → ${countOf(sum((it) => it.outputTokens))} out`
}
