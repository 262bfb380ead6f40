import type { IncomingMessage } from 'node:http'
import { ApiError, invalid } from './api-error.ts'

const maxBytes = 32 * 1024 * 1024

/** The parsed body and its size. Throws the API's 413 above 32 MB and its 400s for what is not JSON of real text. */
export async function readJson(request: IncomingMessage): Promise<{ body: unknown; bytes: number }> {
  const raw = await readBytes(request)
  const text = decoded(raw)
  const surrogate = loneSurrogate(text)
  if (surrogate !== undefined) throw notJson('no low surrogate in string', text, surrogate)
  try {
    return { body: JSON.parse(text), bytes: raw.length }
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0)
    throw notJson(text === '' ? 'empty body' : 'unexpected character', text, position)
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= maxBytes) chunks.push(chunk)
  }
  if (size > maxBytes) throw new ApiError(413, 'Request exceeds the maximum size')
  return Buffer.concat(chunks)
}

function decoded(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    throw invalid('The request body is not valid JSON: it is not UTF-8')
  }
}

/** Where half of a surrogate pair stands alone as an escape; the other half may not be made up. */
function loneSurrogate(text: string): number | undefined {
  const escapes = /\\(?:u([0-9a-fA-F]{4})|.)/g
  let high: number | undefined
  for (const match of text.matchAll(escapes)) {
    const code = match[1] === undefined ? 0 : Number.parseInt(match[1], 16)
    const isLow = code >= 0xdc00 && code <= 0xdfff
    if (high !== undefined && !(isLow && match.index === high + 6)) return high
    if (isLow && high === undefined) return match.index
    high = code >= 0xd800 && code <= 0xdbff ? match.index : undefined
  }
  return high
}

function notJson(what: string, text: string, position: number): ApiError {
  const lines = text.slice(0, position).split('\n')
  const column = (lines.at(-1) ?? '').length + 1
  return invalid(
    `The request body is not valid JSON: ${what}: line ${lines.length} column ${column} (char ${position})`,
  )
}
