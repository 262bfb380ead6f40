import type { TurnTrace } from '../../functions/core/trace.ts'

type Run = TurnTrace['runs'][number]
type Step = Run['steps'][number]

/**
 * The turns as a reader sees them: a run that waited for a decision is kept with the turn that began it, and what it
 * did after the decision is told in the turn that resumed it, where it happened. The sums of a turn follow its steps.
 */
export function withResumedRuns(turns: readonly TurnTrace[]): TurnTrace[] {
  let told = [...turns]
  // The newest first: it takes what happened since it began, and leaves the rest to the ones before it.
  for (const resuming of turns.filter(({ route }) => route?.kind === 'resume').toReversed()) {
    told = resuming.runs.reduce((all, { specialist }) => moveSteps(all, resuming.number, specialist), told)
  }
  return told
}

function moveSteps(turns: readonly TurnTrace[], to: number, specialist: string): TurnTrace[] {
  const since = turns.find(({ number }) => number === to)?.route?.at ?? 0
  const from = turns.findLast(
    ({ number, runs }) => number < to && runs.some((it) => isPaused(it, specialist)),
  )
  const steps = from?.runs.find((it) => isPaused(it, specialist))?.steps ?? []
  const count = steps.filter((step) => timeOf(step) < since).length
  return turns.map((turn) => {
    if (turn.number === from?.number) return withSteps(turn, specialist, steps.slice(0, count))
    return turn.number === to ? withSteps(turn, specialist, steps.slice(count)) : turn
  })
}

function isPaused(run: Run, specialist: string): boolean {
  return run.specialist === specialist && run.steps.some(({ kind }) => kind === 'paused')
}

function timeOf(step: Step): number {
  return step.kind === 'model' ? step.call.at : step.at
}

function withSteps(turn: TurnTrace, specialist: string, steps: Step[]): TurnTrace {
  const runs = turn.runs.map((run) => (run.specialist === specialist ? { ...run, steps } : run))
  const calls = [
    ...(turn.route?.calls ?? []),
    ...runs.flatMap((run) => run.steps.flatMap((step) => (step.kind === 'model' ? [step.call] : []))),
  ]
  const sum = (of: (call: (typeof calls)[number]) => number) =>
    calls.reduce((total, call) => total + of(call), 0)
  const totals = {
    ...turn.totals,
    modelCalls: calls.length,
    inputTokens: sum(({ usage }) => usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens),
    outputTokens: sum(({ usage }) => usage.outputTokens),
    costMicroDollars: calls.some(({ costMicroDollars }) => costMicroDollars === null)
      ? null
      : sum(({ costMicroDollars }) => costMicroDollars ?? 0),
  }
  return { ...turn, runs, totals }
}
