import type { Activity } from './activity.ts'
import type { Caller } from './gate.ts'

/** The functions' runs, and which of them can only go on when time passes. The others are work in progress. */
export type Runs = {
  begin: (caller: Caller) => Run
  /**
   * Somebody lets a function wait for time to pass, until the result is called. Whoever does not know which one leaves
   * `caller` out: then it is any that was running already.
   */
  stall: (caller?: Caller) => () => void
}

export type Run = {
  readonly stalls: boolean
  /** It goes on, whatever it has waited for. */
  stir: () => void
  end: () => void
}

type Moment = { caller: Caller | undefined; since: number }
type Running = Moment & { endWork: (() => void) | undefined }

export function createRuns(activity: Activity): Runs {
  const runs = new Set<Running>()
  const stalls = new Set<Moment>()
  let moments = 0
  const next = (): number => {
    moments += 1
    return moments
  }

  const settle = (): void => {
    const waiting = whatWaits([...runs], [...stalls])
    for (const run of runs) {
      if (!waiting.has(run)) run.endWork ??= activity.begin()
      else {
        run.endWork?.()
        run.endWork = undefined
      }
    }
  }

  return {
    begin: (caller) => {
      const run: Running = { caller, since: next(), endWork: activity.begin() }
      runs.add(run)
      return {
        get stalls() {
          return run.endWork === undefined
        },
        stir: () => {
          run.since = next()
          settle()
        },
        end: () => {
          // Told even when it was waiting: an ending is a move.
          const endWork = run.endWork ?? activity.begin()
          runs.delete(run)
          settle()
          endWork()
        },
      }
    },
    stall: (caller) => {
      const stall = { caller, since: next() }
      stalls.add(stall)
      settle()
      return () => {
        if (stalls.delete(stall)) settle()
      }
    },
  }
}

/** A stall holds a run that began before it: its caller's, else the newest that nothing else holds. */
function whatWaits(runs: Running[], stalls: Moment[]): Set<Running> {
  const held = new Set(runs.filter((run) => stalls.some((stall) => holds(stall, run))))
  const anonymous = stalls.filter(({ caller }) => caller === undefined).toSorted(newestFirst)
  for (const run of runs.filter((each) => !held.has(each)).toSorted(newestFirst)) {
    const [newest] = anonymous
    if (newest === undefined || newest.since < run.since) continue
    anonymous.shift()
    held.add(run)
  }
  return held
}

function holds(stall: Moment, run: Running): boolean {
  return stall.caller?.environment === run.caller?.environment && stall.since > run.since
}

function newestFirst(a: Moment, b: Moment): number {
  return b.since - a.since
}
