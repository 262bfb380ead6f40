import { AwsClient } from 'aws4fetch'
import * as z from 'zod'
import type { ConversationEvent } from '../core/events.ts'
import { credentialsEnv, readEnv } from './env.ts'

/** Who sends the events, as rules name it. */
export const eventSource = 'switchboard'

const answer = z.object({
  FailedEntryCount: z.int(),
  Entries: z.array(z.object({ ErrorCode: z.string().optional() })),
})

/**
 * Puts an event on the bus. Throws when the bus did not take it. A signed `fetch` instead of EventBridge's client, which
 * alone would be a third of the relay's bundle.
 */
export async function putEvent(busName: string, { type, detail }: ConversationEvent): Promise<void> {
  const env = readEnv(credentialsEnv)
  const client = new AwsClient({
    accessKeyId: env.awsAccessKeyId,
    secretAccessKey: env.awsSecretAccessKey,
    ...(env.awsSessionToken === undefined ? {} : { sessionToken: env.awsSessionToken }),
    service: 'events',
    region: env.awsRegion,
    retries: 2,
  })
  const response = await client.fetch(
    env.awsEndpointUrlEventbridge ?? `https://events.${env.awsRegion}.amazonaws.com/`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSEvents.PutEvents' },
      body: JSON.stringify({
        Entries: [
          {
            EventBusName: busName,
            Source: eventSource,
            DetailType: type,
            Detail: JSON.stringify(detail),
            Time: Date.parse(detail.at) / 1000,
          },
        ],
      }),
      signal: AbortSignal.timeout(4_000),
    },
  )
  const text = await response.text()
  const taken = response.ok ? answer.safeParse(parseJson(text)) : undefined
  if (taken?.success && taken.data.FailedEntryCount === 0) return
  const why = taken?.data?.Entries[0]?.ErrorCode ?? `it answered ${response.status}`
  throw new Error(
    `The event bus ${busName} did not take ${detail.id} (${why}). Deploy the bus, and the relay with the permission to put events on it; the relay sends this again.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
