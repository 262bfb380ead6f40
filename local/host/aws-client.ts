import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import * as z from 'zod'
import { type Credentials, signatureHeaders } from './signature.ts'

/** One action of a JSON-protocol AWS service. Rejects with `AwsError` when the service answers an error. */
export type AwsCall = (action: string, body: unknown, signal?: AbortSignal) => Promise<unknown>

/** An error answer: `code` without namespace, e.g. `ResourceNotFoundException`. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly code: string
  readonly status: number
  /** The message without the code. */
  readonly detail: string

  constructor(code: string, status: number, detail: string) {
    super(`${code}: ${detail}`)
    this.code = code
    this.status = status
    this.detail = detail
  }
}

export type AwsService = { endpoint: string; name: string; target: string; version: '1.0' | '1.1' }

/** A client of a few dozen lines: the SDK takes longer to load than the host takes to start. */
export function createAwsClient(
  service: AwsService,
  region: string,
  credentials: Credentials,
): { call: AwsCall; close: () => void } {
  const url = new URL(service.endpoint)
  const secure = url.protocol === 'https:'
  const agent = secure
    ? new HttpsAgent({ keepAlive: true })
    : new HttpAgent({ keepAlive: true, maxSockets: 256 })
  const open = secure ? httpsRequest : httpRequest

  const call: AwsCall = async (action, body, signal) => {
    const payload = JSON.stringify(body)
    const headers = {
      'content-type': `application/x-amz-json-${service.version}`,
      'x-amz-target': `${service.target}.${action}`,
      host: url.host,
    }
    const signed = signatureHeaders({
      service: service.name,
      region,
      credentials,
      path: url.pathname,
      headers,
      payload,
    })
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const request: ClientRequest = open(
        url,
        { method: 'POST', agent, headers: { ...headers, ...signed }, ...(signal && { signal }) },
        (response) =>
          readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject),
      )
      request.on('error', reject)
      request.end(payload)
    })
    const answer: unknown = text === '' ? {} : JSON.parse(text)
    if (status < 300) return answer
    const { __type, message, Message } = errorAnswer.parse(answer)
    throw new AwsError(__type.replace(/^.*[#]/, ''), status, message ?? Message ?? `HTTP ${status}`)
  }
  return { call, close: () => agent.destroy() }
}

const errorAnswer = z.object({
  __type: z.string().default('UnknownError'),
  message: z.string().optional(),
  Message: z.string().optional(),
})

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
