import { aboutDeadLetters, aboutQuarantine, quarantine } from './about.ts'
import { type Chosen, chosenQueue } from './chosen-queue.ts'
import { messageWords, plain, positionWords, whyNotUnderstood } from './message-words.ts'
import { peek } from './peek.ts'
import type { Place } from './place.ts'
import { quarantinedOf } from './quarantined.ts'
import { relayAdvice } from './relay-advice.ts'
import type { Screen } from './screen.ts'
import { ageText, messagesText } from './text-table.ts'

/** Up to `most` messages of one queue in words; they stay where they are. */
export async function show(
  wanted: string | undefined,
  most: number,
  place: Place,
  screen: Screen,
): Promise<void> {
  const chosen = await chosenQueue(wanted, place)
  if (chosen.kind === 'quarantine') await showQuarantined(chosen, most, place, screen)
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
  if (queue.messages === 0) return say(`Nothing lies in ${queue.name}.`)
  say(paint('bold', `${queue.name}, ${messagesText(queue.messages)}: ${what}`))
  for (const { id, body, receives, sentAt } of letters) {
    const sent = `${queue.isFifo ? 'put aside' : 'sent'} ${timeText(sentAt, now())}`
    say(`\n${queue.source ? messageWords(body).words : positionWords(body)}`)
    say(paint('gray', `  ${sent}, received ${receives} times, id ${id}`))
  }
  tellRest(queue.messages - letters.length, say)
  say('')
  if (queue.source === undefined) return say(relayAdvice(queue, place))
  for (const id of conversationsIn(letters)) say(`What happened: ${place.story(id)}`)
  say(`What to do: ${entry}`)
  say(`To send them again, once the cause is mended: ${place.again(`redrive ${queue.name}`)}`)
}

async function showQuarantined(
  { name, source, shelf }: Extract<Chosen, { kind: 'quarantine' }>,
  most: number,
  place: Place,
  { say, paint, now }: Screen,
): Promise<void> {
  const { what, entry } = aboutQuarantine(name)
  const all = await quarantinedOf(shelf, source.fullName)
  if (all.length === 0) return say(`Nothing lies in ${quarantine}${name}.`)
  say(paint('bold', `${quarantine}${name}, ${messagesText(all.length)}: ${what}`))
  const shown = all.slice(0, most)
  for (const { id, body, reason, at } of shown) {
    say(`\n${plain(reason)}`)
    say(`  ${plain(body)}`)
    say(paint('gray', `  put aside ${timeText(at, now())}, id ${id}`))
    if (whyNotUnderstood(name, body) === undefined) say(paint('green', '  its form is understood now'))
  }
  tellRest(all.length - shown.length, say)
  say(`\nWhat to do: ${entry}`)
  say(`To send those that are understood now: ${place.again(`redrive ${quarantine}${name}`)}`)
}

function tellRest(left: number, say: Screen['say']): void {
  if (left > 0) say(`\n… and ${left} more; see more of them with --most`)
}

/** The first few. */
function conversationsIn(letters: readonly { readonly body: string }[]): string[] {
  const ids = letters.flatMap(({ body }) => messageWords(body).conversationId ?? [])
  return [...new Set(ids)].slice(0, 3)
}

function timeText(at: number, now: number): string {
  return `${new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')} (${ageText(now - at)} ago)`
}
