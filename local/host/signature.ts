import { createHash, createHmac } from 'node:crypto'

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }

/** The headers that sign a POST by AWS Signature Version 4: date, authorization and, if there is one, the session token. */
export function signatureHeaders(given: {
  service: string
  region: string
  credentials: Credentials
  path: string
  headers: Record<string, string>
  payload: string
  now?: Date
}): Record<string, string> {
  const date = (given.now ?? new Date()).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const { accessKeyId, secretAccessKey, sessionToken } = given.credentials
  const added: Record<string, string> = {
    'x-amz-date': date,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  }
  const headers = Object.entries({ ...given.headers, ...added }).sort(([a], [b]) => (a < b ? -1 : 1))
  const names = headers.map(([name]) => name).join(';')
  const canonical = [
    'POST',
    given.path,
    '',
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(given.payload),
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${given.region}/${given.service}/aws4_request`
  const dayKey = hmac(`AWS4${secretAccessKey}`, date.slice(0, 8))
  const key = hmac(hmac(hmac(dayKey, given.region), given.service), 'aws4_request')
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex')
  return {
    ...added,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
