import type { Scheduler } from 'fast-check'
import type { Memory } from '../../functions/core/memory.ts'

/** A memory that carries out what is asked of it in any order, and answers in any order. */
export function scheduledMemory(memory: Memory, scheduler: Scheduler): Memory {
  const later =
    <Input extends readonly unknown[], Output>(name: string, act: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      await scheduler.schedule(Promise.resolve(), `${name} arrives`)
      return await scheduler.schedule(act(...input), `${name} is answered`)
    }
  return {
    ...memory,
    conversation: later('conversation', memory.conversation),
    recent: later('recent', memory.recent),
    messages: later('messages', memory.messages),
    steps: later('steps', memory.steps),
    answers: later('answers', memory.answers),
    turns: later('turns', memory.turns),
    action: later('action', memory.action),
    saveStep: later('saveStep', memory.saveStep),
    saveAnswer: later('saveAnswer', memory.saveAnswer),
    commit: later('commit', memory.commit),
  }
}
