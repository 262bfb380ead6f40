import type { Line } from './reading.ts'

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

export function orderIdsIn(text: string): string[] {
  const ids = text.match(/#?\bW\d{5,}\b/gi) ?? []
  return [...new Set(ids.map((it) => `#${it.replace('#', '').toUpperCase()}`))]
}

export function itemIdsIn(text: string): string[] {
  return [...new Set(text.match(/\b\d{10}\b/g) ?? [])]
}

/** Which of several things is meant: 0 for "the first one", -1 for "the last one". */
export function ordinalIn(text: string): number | undefined {
  const word = /\b(first|second|third|fourth|fifth|sixth|last)\b(?! (week|month|year|night|time))/i.exec(
    text,
  )?.[1]
  const number = /\b(?:number|no\.?|option) (\d)\b|#(\d)\b|\b(\d)(?:st|nd|rd|th)\b/i
    .exec(text)
    ?.slice(1)
    .find(Boolean)
  if (number !== undefined) return Number(number) - 1
  if (word === undefined) return undefined
  return word.toLowerCase() === 'last' ? -1 : ordinals.indexOf(word.toLowerCase())
}

/** The order that "it", "that order" or "the second one" means, if the conversation tells. */
export function orderMeant(text: string, lines: readonly Line[]): string | undefined {
  const ordinal = ordinalIn(text)
  for (const line of lines.toReversed()) {
    const ids = orderIdsIn(line.text)
    if (ids.length === 0) continue
    if (ordinal !== undefined && ids.length > 1) return ids.at(ordinal)
    if (ids.length === 1) return ids[0]
    // Several were named: which one is meant is for the specialist to find out.
    if (line.from === 'assistant') return undefined
  }
  return undefined
}

/** What the assistant spoke of last: products by name, from cards, from "the Electric Kettle", from an order's items; else an item. */
export function productsMeant(lines: readonly Line[]): string[] {
  for (const line of lines.toReversed()) {
    if (line.from === 'customer') continue
    const names = namesIn(line.text)
    if (names.length > 0) return names
    const [item, ...others] = itemIdsIn(line.text)
    if (item !== undefined && others.length === 0) return [`item ${item}`]
  }
  return []
}

function namesIn(text: string): string[] {
  const cards = text.matchAll(/\[product ([^\]]+) \(\d+\)\]/g)
  const pieces = text.matchAll(/\d+ × ([^,\](]+?)(?= and \d+ ×| ?[,\](.\n]|$)/g)
  const named = text.matchAll(/\b(?:[Tt]he|[Oo]ur) ((?:[A-Z][\w-]*)(?: [A-Z0-9][\w-]*)*)/g)
  const found = [cards, named, pieces].map((it) => [...it].map((match) => match[1] ?? ''))
  return [...new Set(found.find((it) => it.length > 0) ?? [])]
}

/** The line of the assistant's last list that "the second one" means. */
export function entryMeant(text: string, lines: readonly Line[]): string | undefined {
  const ordinal = ordinalIn(text)
  const newest = lines.findLast((it) => it.from !== 'customer')
  if (ordinal === undefined || newest === undefined) return undefined
  const asked = paragraphAsked(lines) ?? newest.text
  const entries = [...asked.matchAll(/^\s*(?:[-•*]|\d+[.)])\s+(.+)$/gm)].map((it) => it[1] ?? '')
  return entries.at(ordinal)
}

/** The paragraph in which the assistant asked the customer something: "the second one" speaks of its list. */
export function paragraphAsked(lines: readonly Line[]): string | undefined {
  const newest = lines.findLast((it) => it.from !== 'customer')
  return newest?.text.split(/\n\s*\n/).find((it) => /\?\s*$/.test(it) && /^\s*[-•*]/m.test(it))
}

/** What the customer said before, as long as it led to a question and asked none: the newest first. */
export function saidBefore(lines: readonly Line[]): string[] {
  const [newest, ...older] = lines
    .map((it, index) => ({ ...it, index }))
    .filter((it) => it.from === 'customer')
    .toReversed()
  const said: string[] = []
  let later = newest?.index ?? 0
  for (const line of older) {
    const between = lines.slice(line.index + 1, later)
    if (!between.some((it) => it.text.includes('?'))) break
    said.push(line.text)
    if (isQuestion(line.text)) break
    later = line.index
  }
  return said
}

function isQuestion(text: string): boolean {
  return /\?\s*$|^\W*(who|what|when|where|why|how|is|are|do|does|did|has|have|was)\b/i.test(text)
}

/** The last question that the assistant put to the customer. */
export function questionAsked(lines: readonly Line[]): string | undefined {
  const newest = lines.findLast((it) => it.from !== 'customer')
  return newest?.text
    .match(/[^.?!\n]+\?/g)
    ?.at(-1)
    ?.trim()
}
