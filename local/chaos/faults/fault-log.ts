import type { FaultKind } from './kinds.ts'

/** One fault that was injected. */
export interface Injected {
  readonly kind: FaultKind
  /** The conversation's number in this run; `undefined`: none can be told. */
  readonly conversation: string | undefined
  readonly turn: number | undefined
  /** Who was hit: a function or a queue. */
  readonly who: string
  /** What it was doing. */
  readonly doing: string
  /** Epoch milliseconds of the host's clock. */
  readonly at: number
}

export interface FaultLog {
  readonly injected: readonly Injected[]
  add(fault: Injected): void
}

export function faultLog(): FaultLog {
  const injected: Injected[] = []
  return { injected, add: (fault) => void injected.push(fault) }
}
