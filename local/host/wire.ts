/** One HTTP/1.1 message: request or answer. */
export type WireMessage = {
  /** First line and headers. */
  head: string
  body: string
  /** The bytes as they came. */
  raw: Buffer
}

/**
 * Cuts the bytes of a connection into messages. Node's own HTTP server and client cost four times as much for each
 * request (measured), and every request of every function passes here. Throws at what is no HTTP.
 */
export function messageReader(onMessage: (message: WireMessage) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let size = 0
  /** So many bytes have to be there before it is worth to look. */
  let needed = 1
  return (chunk) => {
    chunks.push(chunk)
    size += chunk.length
    if (size < needed) return
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    needed = 1
    while (rest.length >= needed) {
      const cut = firstMessage(rest)
      if (typeof cut === 'number') needed = cut
      else {
        rest = rest.subarray(cut.raw.length)
        onMessage(cut)
      }
    }
    chunks = rest.length === 0 ? [] : [rest]
    size = rest.length
  }
}

/** Method and path of a request. */
export function requestLineOf({ head }: WireMessage): { method: string; path: string } {
  const [method = '', path = ''] = head.split(' ', 2)
  return { method, path }
}

/** The value of a header. */
export function headerOf({ head }: WireMessage, name: HeaderName): string | undefined {
  return patterns[name].exec(head)?.[1]
}

/** A whole answer as text, which is one write: head and body apart cost twice as much (measured). */
export function answerText(status: number, headers: Record<string, string>, body: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} \r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

const patterns = {
  authorization: headerPattern('authorization'),
  connection: headerPattern('connection'),
  'content-length': headerPattern('content-length'),
  'content-type': headerPattern('content-type'),
  'transfer-encoding': headerPattern('transfer-encoding'),
  'x-amz-target': headerPattern('x-amz-target'),
  'x-amzn-errortype': headerPattern('x-amzn-errortype'),
  'x-amzn-query-error': headerPattern('x-amzn-query-error'),
  'x-amzn-requestid': headerPattern('x-amzn-requestid'),
}
type HeaderName = keyof typeof patterns

function headerPattern(name: string): RegExp {
  return new RegExp(`\\r\\n${name}: *([^\\r]*)\\r`, 'i')
}

const endOfHead = '\r\n\r\n'

/** The first message in these bytes, or how many bytes there have to be for the next look. */
function firstMessage(bytes: Buffer): WireMessage | number {
  const headLength = bytes.indexOf(endOfHead)
  if (headLength < 0) return bytes.length + 1
  const head = bytes.toString('latin1', 0, headLength + 2)
  const start = headLength + endOfHead.length
  if (patterns['transfer-encoding'].exec(head)?.[1] === 'chunked') return chunkedMessage(bytes, head, start)
  const end = start + Number(patterns['content-length'].exec(head)?.[1] ?? 0)
  if (bytes.length < end) return end
  return { head, body: bytes.toString('utf8', start, end), raw: bytes.subarray(0, end) }
}

function chunkedMessage(bytes: Buffer, head: string, start: number): WireMessage | number {
  const parts: Buffer[] = []
  for (let at = start; ; ) {
    const endOfLine = bytes.indexOf('\r\n', at)
    if (endOfLine < 0) return bytes.length + 1
    const size = Number.parseInt(bytes.toString('latin1', at, endOfLine), 16)
    if (Number.isNaN(size)) throw new Error('A chunk of an HTTP message has no length.')
    const next = endOfLine + 2 + size + 2
    if (bytes.length < next) return next
    if (size === 0) return { head, body: Buffer.concat(parts).toString('utf8'), raw: bytes.subarray(0, next) }
    parts.push(bytes.subarray(endOfLine + 2, next - 2))
    at = next
  }
}
