import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { ApiProblem } from './api-client.ts'
import { terminalPaint as paint } from './paint.ts'
import type { Talk } from './talk.ts'

/** Milliseconds between two looks at what a person may have written. */
const lookEvery = 2_000

/**
 * Takes lines until /quit or their end, and does each. At a keyboard it shows meanwhile what comes by itself, from a
 * person for example. What the API refuses, a message that is too long for example, ends nothing.
 */
export async function converse(
  name: string,
  talk: Talk,
  perform: (line: string) => Promise<void>,
): Promise<void> {
  const keyboard = process.stdin.isTTY === true
  const lines = createInterface({ input: process.stdin, ...(keyboard ? { output: process.stdout } : {}) })
  const prompt = name.padEnd(6)
  lines.setPrompt(paint('cyan', `${prompt} `))
  if (keyboard) lines.prompt()
  const ended = new AbortController()
  let isBusy = false
  const watching = keyboard ? watch() : Promise.resolve()

  async function watch(): Promise<void> {
    for (;;) {
      const isOver = await pause(lookEvery, false, { signal: ended.signal }).catch(() => true)
      if (isOver) return
      if (!isBusy && (await talk.look(clearLine).catch(showProblem))) lines.prompt(true)
    }
  }

  function showProblem(error: unknown): undefined {
    if (!(error instanceof ApiProblem)) throw error
    talk.screen.line(paint('red', error.message))
  }

  for await (const line of lines) {
    const text = talk.meant(line)
    if (text === '/quit') break
    if (!keyboard && text !== '') talk.screen.line(`${prompt} ${text}`)
    isBusy = true
    if (text !== '') await perform(text).catch(showProblem)
    isBusy = false
    if (keyboard) lines.prompt()
  }
  ended.abort()
  await watching
  lines.close()
  if (keyboard) talk.screen.line('')
}

function clearLine(): void {
  process.stdout.write('\r\u001b[2K')
}
