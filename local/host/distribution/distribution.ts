import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Mount } from '../rest-server.ts'
import type { Distribution } from './declaration.ts'
import type { StoredFile } from './uploads.ts'

/** Answers as CloudFront does, except that it is not by HTTPS, and that nothing is kept on the way. */
export function serveDistribution({ headers, folders, files, compresses }: Distribution): Mount {
  const prepared = new Map<string, Prepared>()

  const prepare = (path: string, file: StoredFile, accepted: string): Prepared => {
    const encoding = compresses && file.content.length >= leastCompressed ? encodingOf(accepted) : undefined
    const key = `${encoding} ${path}`
    const made = prepared.get(key) ?? encode(file, encoding)
    prepared.set(key, made)
    return made
  }

  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    if (!folders.some((folder) => path.startsWith(folder))) return false
    const added = { ...headers.always, ...(request.headers.origin !== undefined && headers.toOrigins) }
    const file = files.get(path)
    if (file === undefined || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(403, { ...added, 'content-type': 'application/xml' }).end(refusal)
      return true
    }
    const made = prepare(path, file, String(request.headers['accept-encoding'] ?? ''))
    const known = request.headers['if-none-match']?.split(', ').some((tag) => isSame(tag, made.headers.etag))
    response.writeHead(known ? 304 : 200, { ...made.headers, ...added })
    response.end(known || request.method === 'HEAD' ? undefined : made.body)
    return true
  }
}

type Prepared = { body: Buffer; headers: Record<string, string> & { etag: string } }

/** Bytes; CloudFront leaves smaller files as they are. */
const leastCompressed = 1000

const encoders = { br: brotliCompressSync, gzip: gzipSync }

function encodingOf(accepted: string): keyof typeof encoders | undefined {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

function encode({ content, headers }: StoredFile, encoding: keyof typeof encoders | undefined): Prepared {
  const etag = `"${createHash('md5').update(content).digest('hex')}"`
  const shared = { ...headers, vary: 'accept-encoding' }
  if (encoding === undefined) return { body: content, headers: { ...shared, etag } }
  const body = encoders[encoding](content)
  return { body, headers: { ...shared, 'content-encoding': encoding, etag: `W/${etag}` } }
}

function isSame(tag: string, other: string): boolean {
  return tag.replace(/^W\//, '') === other.replace(/^W\//, '')
}

/** What S3 says of a file that is not there to somebody who may not list the bucket. */
const refusal = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>\n'
