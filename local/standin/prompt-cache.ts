import { createHash } from 'node:crypto'
import type { Prompt } from './messages-request.ts'
import type { ModelFacts } from './models.ts'
import { effortOf } from './rules/model-settings.ts'
import { segmentsOf, tokensOf } from './tokens.ts'

/** How a prompt's tokens are billed. The prompt's total is the sum of `fresh`, `read` and `written`. */
export interface CacheUse {
  readonly fresh: number
  readonly read: number
  readonly written: number
  /** The part of `written` that lives for an hour. */
  readonly writtenForAnHour: number
}

const lookBack = 20
const keptEntries = 5_000

/**
 * The prompt cache: prefixes that ended at a marker, by model. `now` gives epoch milliseconds; an entry lives for
 * 5 minutes or an hour after its last use.
 */
export function promptCache(now: () => number = Date.now) {
  const expiries = new Map<string, { expiresAt: number; lifetime: number }>()

  const isKnown = (key: string): boolean => {
    const entry = expiries.get(key)
    if (entry === undefined || entry.expiresAt < now()) return false
    entry.expiresAt = now() + entry.lifetime
    return true
  }

  const remember = (key: string, lifetime: number): void => {
    expiries.delete(key)
    expiries.set(key, { expiresAt: now() + lifetime, lifetime })
    const [oldest] = expiries.keys()
    if (expiries.size > keptEntries && oldest !== undefined) expiries.delete(oldest)
  }

  return {
    /** Reads what it can and writes the rest up to the last marker. */
    use(prompt: Prompt, model: ModelFacts): CacheUse {
      const prefixes = prefixesOf(prompt, model)
      const total = prefixes.at(-1)?.tokens ?? 0
      const breakpoints = prefixes.filter((it) => it.marker !== undefined)
      const read = longestKnown(prefixes, breakpoints, isKnown)
      const writes = breakpoints.filter((it) => it.tokens >= model.minCacheableTokens)
      const reach = Math.max(read, writes.at(-1)?.tokens ?? 0)
      const hour = writes.findLast((it) => it.marker === '1h')?.tokens ?? 0
      for (const it of writes) remember(it.key, it.marker === '1h' ? 3_600_000 : 300_000)
      return {
        fresh: total - reach,
        read,
        written: reach - read,
        writtenForAnHour: Math.max(0, hour - read),
      }
    },
  }
}

interface Prefix {
  readonly position: number
  readonly key: string
  readonly tokens: number
  readonly marker: '5m' | '1h' | undefined
}

function prefixesOf(prompt: Prompt, model: ModelFacts): Prefix[] {
  let key = hash(JSON.stringify([prompt.model, prompt.output_config?.format ?? null]))
  let tokens = 0
  let isInMessages = false
  return segmentsOf(prompt).map((segment, position) => {
    if (segment.part === 'messages' && !isInMessages) {
      isInMessages = true
      key = hash(key + JSON.stringify([prompt.tool_choice, prompt.thinking, effortOf(prompt, model)]))
    }
    key = hash(`${key} ${segment.part} ${segment.text}`)
    tokens += tokensOf(segment.text)
    return { position, key, tokens, marker: segment.marker }
  })
}

/** Tokens of the longest remembered prefix within 20 blocks before a marker. */
function longestKnown(
  prefixes: readonly Prefix[],
  breakpoints: readonly Prefix[],
  isKnown: (key: string) => boolean,
): number {
  for (const breakpoint of breakpoints.toReversed()) {
    const from = Math.max(0, breakpoint.position - lookBack + 1)
    const candidates = prefixes.slice(from, breakpoint.position + 1)
    const hit = candidates.findLast((it) => isKnown(it.key))
    if (hit !== undefined) return hit.tokens
  }
  return 0
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
