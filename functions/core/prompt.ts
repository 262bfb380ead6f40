import type { Message } from './conversation.ts'
import { textOfParts } from './parts.ts'
import type { View } from './view.ts'

/**
 * The first user message of every model request. Everything in it that people or the store wrote is escaped, so
 * that no text can pose as one of these tags; instructions live in the system prompt alone.
 */
export function prompt(input: {
  readonly view: View
  readonly customerId: string | undefined
  /** Messages after this `seq` are set apart as new (for the router). */
  readonly newAfter?: number
  /** The router's task (for a specialist). */
  readonly task?: string
}): string {
  const { view, newAfter = Number.POSITIVE_INFINITY } = input
  const shown = newestThatFit(view.messages)
  const leftOut = view.messages.length - shown.length
  const old = shown.filter((message) => message.seq <= newAfter || message.author !== 'customer')
  const fresh = shown.filter((message) => message.seq > newAfter && message.author === 'customer')
  return [
    input.customerId === undefined
      ? '<customer verified="false"/>'
      : `<customer verified="true" id="${escapeText(input.customerId)}"/>`,
    ...(view.summary ? [`<summary>${escapeText(view.summary.text)}</summary>`] : []),
    ...(leftOut > 0 ? [`<left_out>${leftOut} earlier messages do not fit here</left_out>`] : []),
    ...block('conversation', old),
    ...block('new_messages', fresh),
    ...(input.task === undefined ? [] : [`<task>${escapeText(input.task)}</task>`]),
  ].join('\n')
}

/** Characters of transcript in one request, about 10,000 tokens. The newest message always fits (4,000). */
const transcriptBudget = 40_000

export function newestThatFit(messages: readonly Message[], budget = transcriptBudget): Message[] {
  const shown: Message[] = []
  let used = 0
  for (const message of messages.toReversed()) {
    used += textOfParts(message.parts).length
    if (used > budget && shown.length > 0) break
    shown.unshift(message)
  }
  return shown
}

/** For a summary, which must not skip what it says it covers; the next one takes the rest. */
export function oldestThatFit(messages: readonly Message[], budget = transcriptBudget): Message[] {
  let used = 0
  return messages.filter((message, index) => {
    used += textOfParts(message.parts).length
    return used <= budget || index === 0
  })
}

function transcript(messages: readonly Message[]): string {
  return messages
    .map(
      (each) =>
        `<message seq="${each.seq}" from="${each.author}">${escapeText(textOfParts(each.parts))}</message>`,
    )
    .join('\n')
}

function block(tag: string, messages: readonly Message[]): string[] {
  return messages.length === 0 ? [] : [`<${tag}>`, transcript(messages), `</${tag}>`]
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
