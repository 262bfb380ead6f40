import type { Memory } from '../../functions/core/memory.ts'
import type { Model } from '../../functions/core/model.ts'
import type { Tasks } from '../../functions/core/queues.ts'
import type { Tool } from '../../functions/core/tool.ts'

/** The worker died here: everything before is done, nothing after it is. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

export type Effect = 'model' | 'tool' | 'step' | 'answer' | 'commit' | 'task'

/** A worker that dies right after one of its effects. Later ones of it never happen. */
export interface Mortal {
  /** The effects so far. */
  readonly effects: Effect[]
  memory(memory: Memory): Memory
  model(model: Model): Model
  tool(tool: Tool): Tool
  tasks(tasks: Tasks): Tasks
}

/** `dies`: the number of the effect after which it dies, counted from 0; it lives on without. */
export function mortal(dies = Number.POSITIVE_INFINITY): Mortal {
  const effects: Effect[] = []
  const has = async <Result>(effect: Effect, act: () => Promise<Result>): Promise<Result> => {
    if (effects.length > dies) throw new Killed(`It was dead before this ${effect}`)
    const result = await act()
    effects.push(effect)
    if (effects.length > dies) throw new Killed(`It died after ${effects.join(', ')}`)
    return result
  }
  return {
    effects,
    memory: (memory) => ({
      ...memory,
      saveStep: (...args) => has('step', () => memory.saveStep(...args)),
      saveAnswer: (...args) => has('answer', () => memory.saveAnswer(...args)),
      commit: (commit) => has('commit', () => memory.commit(commit)),
    }),
    model: (model) => ({ reply: (...args) => has('model', () => model.reply(...args)) }),
    tool: (tool) => ({ ...tool, execute: (...args) => has('tool', () => tool.execute(...args)) }),
    tasks: (tasks) => ({ task: (...args) => has('task', () => tasks.task(...args)) }),
  }
}
