import { chanceOf, weighted } from '../chance.ts'
import type { FaultKind } from './kinds.ts'

/** An opportunity for a fault: which conversation's, in which of its turns, and what is done there. */
export interface Unit {
  readonly conversation: string | undefined
  readonly turn: number | undefined
  /** Who and what: "Order writes a step", "model call of the router". */
  readonly what: string
}

export interface Drawn {
  readonly kind: FaultKind
  /** From 0 to 1, for what else has to be chosen. */
  readonly dice: number
}

export interface FaultPlan {
  /** While false, nothing is injected and nothing counts. */
  active: boolean
  /** Opportunities so far, and those that were hit, by group. */
  readonly opportunities: ReadonlyMap<string, { readonly seen: number; readonly hit: number }>
  /** Whether this unit is hit, and by what. Each call is about the next unit of the same name. */
  draw(
    group: string,
    unit: Unit,
    share: number,
    choices: readonly (readonly [FaultKind, number])[],
  ): Drawn | undefined
}

/**
 * Which units are hit is settled by the seed: by the conversation, the turn, what is done and how often it was done
 * before. What other conversations do, and who is faster, changes nothing. `evenly`: which fault it is follows from what
 * was injected so far instead, so that a short run has all of them. `spared`: conversations that nothing is injected into.
 */
export function faultPlan(
  seed: number,
  { evenly = false, spared = [] }: { readonly evenly?: boolean; readonly spared?: readonly string[] } = {},
): FaultPlan {
  const before = new Map<string, number>()
  const rarest = evenly ? evenChoice() : undefined
  const opportunities = new Map<string, { seen: number; hit: number }>()
  const plan: FaultPlan = {
    active: false,
    opportunities,
    draw(group, { conversation = '-', turn = 0, what }, share, choices) {
      if (!plan.active || choices.length === 0 || spared.includes(conversation)) return undefined
      const name = `${conversation}/${turn}/${what}`
      const nth = before.get(name) ?? 0
      before.set(name, nth + 1)
      const count = opportunities.get(group) ?? { seen: 0, hit: 0 }
      opportunities.set(group, count)
      count.seen += 1
      if (chanceOf(seed, 'whether', group, name, nth) >= share) return undefined
      count.hit += 1
      return {
        kind: rarest?.(choices) ?? weighted(chanceOf(seed, 'which', group, name, nth), choices),
        dice: chanceOf(seed, 'how', group, name, nth),
      }
    },
  }
  return plan
}

/** The one that was chosen least often yet. */
function evenChoice(): (choices: readonly (readonly [FaultKind, number])[]) => FaultKind | undefined {
  const chosen = new Map<FaultKind, number>()
  const times = (kind: FaultKind) => chosen.get(kind) ?? 0
  return (choices) => {
    const [rarest] = choices.map(([kind]) => kind).toSorted((a, b) => times(a) - times(b))
    if (rarest !== undefined) chosen.set(rarest, times(rarest) + 1)
    return rarest
  }
}

/** The share of single steps that must be hit so that `rate` of all things with so many steps are. */
export function shareOfEach(rate: number, steps: number): number {
  return 1 - (1 - rate) ** (1 / steps)
}
