import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { type Message, message } from './message.ts'

/** Remembers what is in the queues. */
export type Journal = {
  /** The messages of a queue when the journal was opened. */
  keptIn: (queue: string) => Message[]
  stored: (queue: string, message: Message) => void
  deleted: (queue: string, id: string) => void
}

/**
 * A journal in `directory`: a line for every change, so that not even a killed host loses a message. It is rewritten
 * without what is past when it is opened. Without a directory nothing is kept.
 */
export function openJournal(directory: string | undefined): Journal {
  if (directory === undefined) return { keptIn: () => [], stored: () => {}, deleted: () => {} }
  const file = join(directory, 'queues.jsonl')
  const kept = readJournal(file)
  const lines = [...kept].flatMap(([queue, messages]) =>
    [...messages.values()].map((each) => line({ queue, stored: each })),
  )
  writeFileSync(`${file}.new`, lines.join(''))
  renameSync(`${file}.new`, file)
  return {
    keptIn: (queue) => [...(kept.get(queue)?.values() ?? [])],
    stored: (queue, stored) => appendFileSync(file, line({ queue, stored })),
    deleted: (queue, deleted) => appendFileSync(file, line({ queue, deleted })),
  }
}

const entry = z.object({
  queue: z.string(),
  stored: message.optional(),
  deleted: z.string().optional(),
})

function line(change: z.infer<typeof entry>): string {
  return `${JSON.stringify(change)}\n`
}

function readJournal(file: string): Map<string, Map<string, Message>> {
  const queues = new Map<string, Map<string, Message>>()
  if (!existsSync(file)) return queues
  // The last piece is empty, or a line that was cut off by a crash: its change was never acknowledged.
  for (const text of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
    const { queue, stored, deleted } = entry.parse(JSON.parse(text))
    const messages = queues.get(queue) ?? new Map<string, Message>()
    queues.set(queue, messages)
    if (stored !== undefined) messages.set(stored.id, stored)
    if (deleted !== undefined) messages.delete(deleted)
  }
  return queues
}
