import type { MessagesRequest } from '../messages-request.ts'
import { type Reply, say } from '../reply.ts'
import { itemIdsIn, orderIdsIn, productsMeant, questionAsked } from './context.ts'
import { read } from './reading.ts'

const longest = 1_000

/** Who and what the conversation is about, in sections that a later summary can carry on. At most 1,000 characters. */
export function summarise(request: MessagesRequest): Reply {
  const { summary, conversation } = read(request)
  const before = sectionsOf(summary)
  const said = conversation.map((it) => it.text).join('\n')
  const products = conversation.flatMap((it) => productsMeant([it]))
  const wishes = conversation
    .filter((it) => it.from === 'customer' && it.text.trim().length > 12)
    .map((it) => shortened(it.text, 90))
  const sections = [
    section('Orders', newest([...items(before.get('Orders')), ...orderIdsIn(said)], 12)),
    section('Products', newest([...items(before.get('Products')), ...products], 10)),
    section('Items', newest([...items(before.get('Items')), ...itemIdsIn(said)], 8)),
    section('Asked', newest([...items(before.get('Asked'), ' | '), ...wishes], 4), ' | '),
    section(
      'Open',
      [questionAsked(conversation.slice(-1)) ?? ''].filter((it) => it !== ''),
    ),
    section(
      'Earlier',
      [shortened(before.get('Earlier') ?? '', 200)].filter((it) => it !== ''),
    ),
  ]
  const text = sections.filter((it) => it !== '').join('\n') || 'Nothing of note was said.'
  return say(shortened(text, longest))
}

/** A summary by somebody else is kept whole under `Earlier`. */
function sectionsOf(summary: string): Map<string, string> {
  const found = [...summary.matchAll(/^(Orders|Products|Items|Asked|Open|Earlier): (.*)$/gm)]
  if (found.length === 0 && summary !== '') return new Map([['Earlier', summary.replaceAll('\n', ' ')]])
  return new Map(found.map(([, name = '', text = '']) => [name, text]))
}

function items(text: string | undefined, separator = ', '): string[] {
  return text === undefined ? [] : text.split(separator)
}

function newest(all: readonly string[], count: number): string[] {
  return [...new Set(all)].slice(-count)
}

function section(name: string, entries: readonly string[], separator = ', '): string {
  return entries.length === 0 ? '' : `${name}: ${entries.join(separator)}`
}

function shortened(text: string, length: number): string {
  const line = text.length <= length ? text : `${text.slice(0, length - 1)}…`
  return length === longest ? line : line.replaceAll(/\s+/g, ' ').trim()
}
