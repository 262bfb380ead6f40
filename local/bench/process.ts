import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type * as z from 'zod'

/** Another process of this program. */
export interface Process {
  tell(message: object): void
  /** Sends, and waits for the next thing that comes back. */
  ask<Schema extends z.ZodType>(message: object, answer: Schema): Promise<z.infer<Schema>>
  close(): Promise<void>
}

/** Starts this program again in another role, see `--as`. It ends with this one. */
export async function startProcess(program: string, role: string): Promise<Process> {
  const child = fork(program, ['--as', role])
  await answerOf(child)
  return {
    tell: (message) => void child.send(message),
    async ask(message, answer) {
      const answered = answerOf(child)
      child.send(message)
      return answer.parse(await answered)
    },
    async close() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    },
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const onExit = (code: number | null): void =>
    reject(new Error(`A process of the benchmark ended with code ${code}`))
  child.once('message', resolve)
  child.once('exit', onExit)
  try {
    return await promise
  } finally {
    child.off('message', resolve)
    child.off('exit', onExit)
  }
}
