import * as z from 'zod'
import type { NoReply } from './model.ts'

/**
 * What all environments know together about one model's room. Closed: calls pass, and failures are counted. Open: no
 * call is made until `until`. Then half-open: one caller probes, and what it meets closes the circuit or opens it for
 * longer. Every change counts `version` up, and is written only if nobody else made one meanwhile.
 */
export const circuit = z.object({
  version: z.int().nonnegative(),
  /** While closed: when the calls failed that count, epoch milliseconds. */
  failures: z.array(z.int()),
  open: z
    .object({
      kind: z.enum(['busy', 'spent']),
      reason: z.string(),
      until: z.int(),
      /** How often in a row it has opened. */
      times: z.int().positive(),
      /** Somebody probes, and nobody else does before this: it may have died. Also tells one probe from another. */
      probeUntil: z.int().optional(),
    })
    .optional(),
})
export type Circuit = z.infer<typeof circuit>

/** What a model starts with that nothing is known of. */
export const closedCircuit: Circuit = { version: 0, failures: [] }

/** The circuits that all environments share. */
export interface Circuits {
  /** As it was a moment ago. */
  read(name: string): Promise<Circuit>
  /** Writes the next version. Somebody was first: nothing is written, and the answer is what they wrote. */
  save(name: string, next: Circuit): Promise<Circuit | undefined>
}

/** So many failures within `windowMs` open a circuit; one alone does that says to wait for `longWaitMs` or more. */
export const threshold = 5
export const windowMs = 30_000
export const longWaitMs = 10_000

/** How long it stays open: what the model asked for (at most `mostMs`), and at least 15 s, 30 s, … 5 min. */
const shortestMs = 15_000
const longestMs = 300_000
const mostMs = 3_600_000
/** A spend limit is raised by people. */
const spentMs = 600_000

/** No function lives longer: a probe that has not come back then never will. */
export const probeMs = 60_000

/**
 * The circuit after a call that brought no reply, if that changes it. `probe`: the claim of the call. Calls that were
 * already on their way when it opened change nothing.
 */
export function afterFailure(
  it: Circuit,
  failure: NoReply,
  at: number,
  probe: number | undefined,
): Circuit | undefined {
  if (it.open) {
    if (probe === undefined || it.open.probeUntil !== probe) return undefined
    return opened(it, failure, at, failure.kind === it.open.kind ? it.open.times + 1 : 1)
  }
  const failures = [...it.failures.filter((each) => each > at - windowMs), at]
  const opens = failure.kind === 'spent' || failure.retryAfterMs >= longWaitMs || failures.length >= threshold
  return opens ? opened(it, failure, at, 1) : { version: it.version + 1, failures }
}

/** A probe brought a reply: calls pass again. */
export function afterProbe({ version, open }: Circuit): Circuit | undefined {
  return open && { version: version + 1, failures: [] }
}

/** The claim to be the one that probes, and how it is told from others'. */
export function claimed(
  { version }: Circuit,
  open: NonNullable<Circuit['open']>,
  at: number,
): { readonly next: Circuit; readonly probe: number } {
  const probe = at + probeMs
  return { probe, next: { version: version + 1, failures: [], open: { ...open, probeUntil: probe } } }
}

/** A probe ended without having met the model: another may probe. */
export function released({ version, open }: Circuit, probe: number): Circuit | undefined {
  if (open?.probeUntil !== probe) return undefined
  const { probeUntil: _, ...rest } = open
  return { version: version + 1, failures: [], open: rest }
}

function opened({ version }: Circuit, failure: NoReply, at: number, times: number): Circuit {
  const { kind, reason } = failure
  const leastMs = Math.min(shortestMs * 2 ** (times - 1), longestMs)
  const ms = kind === 'spent' ? spentMs : Math.max(leastMs, Math.min(failure.retryAfterMs, mostMs))
  return { version: version + 1, failures: [], open: { kind, reason, until: Math.ceil(at + ms), times } }
}
