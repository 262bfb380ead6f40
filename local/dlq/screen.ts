import { createInterface } from 'node:readline/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { type Paint, terminalPaint } from '../client/paint.ts'

/** Where the command speaks and asks, and its time: parameters, so that a test can be the terminal. */
export interface Screen {
  readonly say: (text: string) => void
  /** Undefined where nobody can be asked: in a pipe or a script. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined
  readonly paint: Paint
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
}

export function terminalScreen(): Screen {
  const canAsk = process.stdin.isTTY === true && process.stdout.isTTY === true
  return {
    say: (text) => console.log(text),
    confirm: canAsk ? confirm : undefined,
    paint: terminalPaint,
    now: Date.now,
    pause: async (milliseconds) => await pause(milliseconds),
  }
}

async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
  } finally {
    lines.close()
  }
}
