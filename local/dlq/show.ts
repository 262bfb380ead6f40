import { aboutDeadLetters, aboutQuarantine, quarantine } from './about.ts'
import { type Chosen, chosenQueue } from './chosen-queue.ts'
import { messageWords, plain, positionWords, whyNotUnderstood } from './message-words.ts'
import { peek } from './peek.ts'
import type { Place } from './place.ts'
import { quarantinedOf } from './quarantined.ts'
import { relayAdvice } from './relay-advice.ts'
import type { Screen } from './screen.ts'
import { ageText } from './text-table.ts'

/** Up to `most` messages of one queue in words; they stay where they are. */
export async function show(
  wanted: string | undefined,
  most: number,
  place: Place,
  screen: Screen,
): Promise<void> {
  const chosen = await chosenQueue(wanted, place)
  if (chosen.kind === 'quarantine') await showQuarantined(chosen, most, screen)
  else await showDeadLetters(chosen, most, place, screen)
}

async function showDeadLetters(
  { queue }: Extract<Chosen, { kind: 'dead letters' }>,
  most: number,
  place: Place,
  { say, paint, now }: Screen,
): Promise<void> {
  const { what, entry } = aboutDeadLetters(queue.name)
  const letters = await peek(place.sqs, queue, most)
  say(paint('bold', `${queue.name}: ${queue.messages} ${what}`))
  for (const { id, body, receives, sentAt } of letters) {
    const sent = `${queue.isFifo ? 'put aside' : 'sent'} ${timeText(sentAt, now())}`
    say(`\n${queue.source ? messageWords(body).words : positionWords(body)}`)
    say(paint('gray', `  ${sent}, received ${receives} times, id ${id}`))
  }
  tellRest(queue.messages - letters.length, say)
  if (queue.messages === 0) return
  say('')
  if (queue.source === undefined) return say(relayAdvice(queue, place))
  tellStories(letters, say)
  say(
    `What to do: ${entry}\nTo send them again, once the cause is mended: npm run dlq -- redrive ${queue.name}`,
  )
}

async function showQuarantined(
  { name, source, shelf }: Extract<Chosen, { kind: 'quarantine' }>,
  most: number,
  { say, paint, now }: Screen,
): Promise<void> {
  const { what, entry } = aboutQuarantine(name)
  const all = await quarantinedOf(shelf, source.fullName)
  say(paint('bold', `${quarantine}${name}: ${all.length} ${what}`))
  const shown = all.slice(0, most)
  for (const { id, body, reason, at } of shown) {
    say(`\n${plain(reason).slice(1, -1)}`)
    say(`  ${plain(body)}`)
    say(paint('gray', `  put aside ${timeText(at, now())}, id ${id}`))
    if (whyNotUnderstood(name, body) === undefined) say(paint('green', '  its form is understood now'))
  }
  tellRest(all.length - shown.length, say)
  if (all.length === 0) return
  say(`\nWhat to do: ${entry}`)
  say(`To send those that are understood now: npm run dlq -- redrive ${quarantine}${name}`)
}

function tellRest(left: number, say: Screen['say']): void {
  if (left > 0) say(`\n… and ${left} more; see more of them with --most`)
}

/** How to read what happened, for the first conversations. */
function tellStories(letters: readonly { readonly body: string }[], say: Screen['say']): void {
  const ids = letters.flatMap(({ body }) => messageWords(body).conversationId ?? [])
  for (const id of [...new Set(ids)].slice(0, 3)) say(`What happened: npm run story -- ${id}`)
}

function timeText(at: number, now: number): string {
  return `${new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')} (${ageText(now - at)} ago)`
}
