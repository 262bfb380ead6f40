import type { Step } from '../../../functions/core/records.ts'
import type { KeptConversation, KeptRun } from './kept.ts'
import { type Violation, violations } from './violation.ts'

type ModelStep = Extract<Step, { kind: 'model' }>

/** What may follow what in a run. */
const mayFollow: Readonly<Record<string, readonly string[]>> = {
  'model tools': ['tools', 'paused', 'consulting'],
  model: ['model'],
  tools: ['model'],
  // A change that would do something else by now is asked about again.
  paused: ['tools', 'paused'],
  consulting: ['tools'],
}

/** Every run is one run: steps without a gap, each made of the one before it, no tool used twice. */
export function auditRuns({ record, runs }: KeptConversation): Violation[] {
  return violations(
    'a run is one run',
    record.id,
    runs.flatMap((run) => faultsOf(run).map((fault) => `${run.specialist} in turn ${run.turn}: ${fault}`)),
  )
}

function faultsOf({ steps }: KeptRun): string[] {
  const gap = steps.findIndex(({ index }, at) => index !== at)
  const all = steps.map(({ step }) => step)
  return [
    ...(gap >= 0 ? [`step ${gap} is missing`] : []),
    ...all.flatMap((step, index) => {
      const before = all[index - 1]
      return before
        ? [...disorder(step, before, index), ...mixed(step, all.slice(0, index), index)]
        : beginning(step)
    }),
  ]
}

function beginning(step: Step): string[] {
  return step.kind === 'model' ? [] : [`it begins with ${step.kind}`]
}

function disorder(step: Step, before: Step, index: number): string[] {
  const name = before.kind === 'model' && before.stop === 'tools' ? 'model tools' : before.kind
  return mayFollow[name]?.includes(step.kind) ? [] : [`step ${index} is ${step.kind}, after ${name}`]
}

/** The results are those of the calls of the last reply, of each of them and of no other. */
function mixed(step: Step, earlier: readonly Step[], index: number): string[] {
  if (step.kind === 'model') return []
  const asked = earlier.findLast((each): each is ModelStep => each.kind === 'model')
  const uses = (asked?.blocks ?? []).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []))
  const results = [...step.results.map(({ toolUseId }) => toolUseId), ...waitedFor(step)]
  const isSame = uses.toSorted().join() === results.toSorted().join()
  return isSame
    ? []
    : [`step ${index} answers the calls ${results.join(', ')}, and those were ${uses.join(', ')}`]
}

function waitedFor(step: Exclude<Step, { kind: 'model' }>): string[] {
  if (step.kind === 'paused') return [step.waitsFor.toolUseId]
  return step.kind === 'consulting' ? [step.toolUseId] : []
}
