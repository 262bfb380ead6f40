import * as z from 'zod'
import { named, parsePiece, type Resource } from './assembly.ts'

/** A fixed answer, as CDK declares it for CORS preflight. */
export type MockAnswer = {
  status: number
  headers: Record<string, string>
  /** Origins that are given back instead of the fixed one, when the request comes from them. */
  otherOrigins: string[]
}

/** Reads the first integration response. Throws on a mapping template other than the one that CDK writes for CORS. */
export function mockAnswerOf(responses: unknown[], method: Resource): MockAnswer {
  const { StatusCode, ResponseParameters, ResponseTemplates } = parsePiece(
    integrationResponse,
    responses[0] ?? { StatusCode: '200' },
    method,
  )
  const template = ResponseTemplates['application/json'] ?? ''
  if (
    template.trim() !== '' &&
    !template.includes('$context.responseOverride.header.Access-Control-Allow-Origin')
  )
    throw new Error(`The local host does not run the mapping template of ${named(method)}.`)
  return {
    status: Number(StatusCode),
    headers: Object.fromEntries(
      Object.entries(ResponseParameters).map(([key, value]) => [
        key.replace('method.response.header.', ''),
        value.replace(/^'(.*)'$/, '$1'),
      ]),
    ),
    otherOrigins: [...template.matchAll(/\$origin == "([^"]+)"/g)].flatMap(([, origin]) => origin ?? []),
  }
}

/** The headers for a request from `origin`. */
export function mockHeaders(answer: MockAnswer, origin: string | undefined): Record<string, string> {
  if (origin === undefined || !answer.otherOrigins.includes(origin)) return answer.headers
  return { ...answer.headers, 'Access-Control-Allow-Origin': origin }
}

const integrationResponse = z.object({
  StatusCode: z.string(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
})
