import type { ModelMessage, ModelRequest, ToolResultBlock } from './model.ts'
import type { Step } from './records.ts'
import type { Specialist } from './specialist.ts'

/** A tool as the model sees it. */
export interface Offered {
  readonly name: string
  readonly description: string
  readonly inputSchema: Record<string, unknown>
}

/** The next request of a run, from its first message and its steps. */
export function requestFor(
  input: { readonly specialist: Specialist; readonly model: string; readonly prompt: string },
  steps: readonly Step[],
  tools: readonly Offered[],
): ModelRequest {
  const { limits, instructions } = input.specialist
  const calls = steps.filter((step) => step.kind === 'model').length
  return {
    model: input.model,
    system: instructions,
    tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
    messages: [{ role: 'user', text: input.prompt }, ...history(steps)],
    // A reply that was cut off gets twice the room the next time: thinking counts too.
    maxTokens: limits.maxTokens * 2 ** unusable(steps),
    ...(calls === limits.maxModelCalls - 1 ? { withoutTools: true } : {}),
  }
}

/** What a run that goes on has sent before; `undefined`: it has not begun. */
export function promptOf(steps: readonly Step[]): string | undefined {
  return steps.flatMap((step) => ('prompt' in step && step.prompt !== undefined ? [step.prompt] : []))[0]
}

function history(steps: readonly Step[]): ModelMessage[] {
  return steps.flatMap((step): ModelMessage[] => {
    if (step.kind === 'tools') {
      const results: ToolResultBlock[] = step.results.map(({ name: _, ms: __, ...block }) => block)
      return [{ role: 'user', results }]
    }
    if (step.kind === 'paused' || step.kind === 'consulting') return []
    const said: ModelMessage = { role: 'assistant', blocks: step.blocks, model: step.call.model }
    if (step.stop === 'unfounded') return [said, { role: 'user', text: correction }]
    return step.stop === 'tools' ? [said] : []
  })
}

/** What a model is told that said something was done which was not. */
const correction =
  'Your last reply says that something was changed, but no receipt says so. Nothing was changed unless a tool result in this conversation says it was. The customer has not seen that reply. Write it again without the claim, or use the tool.'

/** Replies that were paid but cannot be used: cut off, or ended without a word. They never go back to the model. */
export function unusable(steps: readonly Step[]): number {
  return steps.filter((step) => step.kind === 'model' && step.stop !== 'tools').length
}
