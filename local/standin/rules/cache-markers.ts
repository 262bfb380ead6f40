import { invalid } from '../api-error.ts'
import { blocksOf, type CacheControl, type Prompt } from '../messages-request.ts'

/** At most four markers, none on an empty text, and no 1h marker after a 5m one. */
export function checkCacheMarkers(prompt: Prompt): void {
  const markers = [...markersOf(prompt)]
  if (markers.length > 4) {
    throw invalid(`A maximum of 4 blocks with cache_control may be provided. Found ${markers.length}.`)
  }
  const empty = markers.find((it) => it.isEmptyText)
  if (empty !== undefined) {
    throw invalid(`${empty.where}.text: cache_control cannot be set for empty text blocks`)
  }
  let isShortSeen = false
  for (const { where, control } of markers) {
    if (control.ttl !== '1h') isShortSeen = true
    else if (isShortSeen) {
      throw invalid(
        `${where}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: \`tools\`, \`system\`, \`messages\`.`,
      )
    }
  }
}

interface Marker {
  readonly where: string
  readonly control: CacheControl
  readonly isEmptyText: boolean
}

function* markersOf(prompt: Prompt): Generator<Marker> {
  for (const [index, tool] of (prompt.tools ?? []).entries()) {
    yield* marker(tool.cache_control, `tools.${index}`, false)
  }
  if (Array.isArray(prompt.system)) {
    for (const [index, block] of prompt.system.entries()) {
      yield* marker(block.cache_control, `system.${index}`, block.text === '')
    }
  }
  for (const [index, message] of prompt.messages.entries()) {
    for (const [position, block] of blocksOf(message.content).entries()) {
      const where = `messages.${index}.content.${position}`
      if ('cache_control' in block) {
        yield* marker(block.cache_control, where, block.type === 'text' && block.text === '')
      }
      if (block.type !== 'tool_result' || !Array.isArray(block.content)) continue
      for (const [inner, part] of block.content.entries()) {
        yield* marker(
          part.cache_control,
          `${where}.content.${inner}`,
          part.type === 'text' && part.text === '',
        )
      }
    }
  }
  yield* marker(prompt.cache_control, 'cache_control', false)
}

function* marker(
  control: CacheControl | null | undefined,
  where: string,
  isEmptyText: boolean,
): Generator<Marker> {
  if (control !== null && control !== undefined) yield { where, control, isEmptyText }
}
