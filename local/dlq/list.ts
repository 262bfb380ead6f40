import { aboutDeadLetters, aboutQuarantine, quarantine } from './about.ts'
import { plain } from './message-words.ts'
import { peek } from './peek.ts'
import type { Place } from './place.ts'
import { type Quarantined, quarantinedOf } from './quarantined.ts'
import { type DeadLetterQueue, deadLetterQueues } from './queues.ts'
import type { Screen } from './screen.ts'
import { ageText, textTable } from './text-table.ts'

/** Every dead letter queue with what lies in it, and what is in quarantine, as a table. */
export async function list(place: Place, screen: Screen): Promise<void> {
  const { queues, stack } = await deadLetterQueues(place)
  const shelf = { client: place.client, table: await place.memoryTable(stack) }
  const rows = await Promise.all(queues.map(async (queue) => await rowOf(queue, place, screen)))
  const kept = await Promise.all(
    queues.map(async ({ name, source }) => ({
      name,
      items: source ? await quarantinedOf(shelf, source.fullName) : [],
    })),
  )
  const quarantines = kept.filter(({ items }) => items.length > 0)
  const lines = textTable([
    ['queue', 'messages', 'oldest', 'what it is', 'what to do'],
    ...rows,
    ...quarantines.map(({ name, items }) => quarantineRow(name, items, screen)),
  ])
  const { paint } = screen
  screen.say(paint('gray', `${stack} in ${place.name}`))
  screen.say(paint('bold', lines[0] ?? ''))
  for (const [index, line] of lines.slice(1).entries()) {
    screen.say(rows[index]?.[1] === '0' ? paint('gray', line) : line)
    for (const reason of reasonsIn(quarantines[index - rows.length]?.items ?? [])) screen.say(`    ${reason}`)
  }
  const full = [
    ...queues.filter(({ messages }) => messages > 0).map(({ name }) => name),
    ...quarantines.map(({ name }) => `${quarantine}${name}`),
  ]
  screen.say('')
  screen.say(
    full.length === 0
      ? paint('green', 'Nothing has been put aside.')
      : full.map((name) => place.again(`show ${name}`)).join('\n'),
  )
}

/** The oldest is known when all of the messages could be looked at, else at least something. */
async function rowOf(queue: DeadLetterQueue, { sqs }: Place, { now }: Screen): Promise<string[]> {
  const { what, entry } = aboutDeadLetters(queue.name)
  const seen = await peek(sqs, queue, 10)
  const oldest = seen[0] === undefined ? '' : ageText(now() - seen[0].sentAt)
  const atLeast = seen.length < queue.messages && oldest !== '' ? '> ' : ''
  return [queue.name, String(queue.messages), `${atLeast}${oldest}`, what, entry]
}

function quarantineRow(name: string, items: readonly Quarantined[], { now }: Screen): string[] {
  const { what, entry } = aboutQuarantine(name)
  const oldest = ageText(now() - (items[0]?.at ?? 0))
  return [`${quarantine}${name}`, String(items.length), oldest, what, entry]
}

/** Each reason once, the most frequent first. */
function reasonsIn(items: readonly Quarantined[]): string[] {
  const counts = new Map<string, number>()
  for (const { reason } of items) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${count} × ${plain(reason)}`)
}
