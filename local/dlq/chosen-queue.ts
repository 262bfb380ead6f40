import { quarantine } from './about.ts'
import type { Place } from './place.ts'
import type { Shelf } from './quarantined.ts'
import { type DeadLetterQueue, deadLetterQueues, type Queue } from './queues.ts'

/** What somebody named: a dead letter queue, or what is in quarantine of a queue. */
export type Chosen =
  | { readonly kind: 'dead letters'; readonly queue: DeadLetterQueue }
  | { readonly kind: 'quarantine'; readonly name: string; readonly source: Queue; readonly shelf: Shelf }

/** By its short name (`order`, `quarantine/order`) or its whole one. Throws an error that lists what there is. */
export async function chosenQueue(wanted: string | undefined, place: Place): Promise<Chosen> {
  const { queues, stack } = await deadLetterQueues(place)
  const name = wanted?.replace(/^.*[:/](?=[^/]*DeadLetters)/, '') ?? ''
  const queue = queues.find((each) => each.name === name || each.fullName === name)
  if (queue !== undefined) return { kind: 'dead letters', queue }
  const sources = queues.flatMap(({ name, source }) => (source ? [{ name, source }] : []))
  const kept = sources.find((each) => `${quarantine}${each.name}` === name)
  if (kept !== undefined)
    return {
      kind: 'quarantine',
      ...kept,
      shelf: { client: place.client, table: await place.memoryTable(stack) },
    }
  const names = [...queues, ...sources.map((each) => ({ name: `${quarantine}${each.name}` }))]
  const there = names.map((each) => `  ${each.name}`).join('\n')
  throw new Error(
    `${name === '' ? 'Which queue?' : `There is no dead letter queue ${name}.`} There are:\n${there}`,
  )
}
