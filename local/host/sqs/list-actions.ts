import * as z from 'zod'
import type { Queue } from './queue.ts'
import type { QueueStore } from './queue-store.ts'
import { refusal } from './refusal.ts'

/** The actions that list queues, a page at a time if the caller asks for pages. */
export const listActions = {
  ListQueues: async (body: unknown, store: QueueStore) => {
    const { QueueNamePrefix, ...pageWanted } = listInput.parse(body)
    const found = store.all().filter(({ name }) => name.startsWith(QueueNamePrefix))
    const { urls, ...rest } = page(found, pageWanted, store)
    return { ...(urls.length > 0 && { QueueUrls: urls }), ...rest }
  },
  ListDeadLetterSourceQueues: async (body: unknown, store: QueueStore) => {
    const { QueueUrl, ...pageWanted } = sourcesInput.parse(body)
    const { urls, ...rest } = page(store.sourcesOf(store.atUrl(QueueUrl)), pageWanted, store)
    return { queueUrls: urls, ...rest }
  },
}

const most = 1000
const paging = {
  MaxResults: z.number().int().min(1).max(most).optional(),
  NextToken: z.string().optional(),
}
const listInput = z.object({ QueueNamePrefix: z.string().default(''), ...paging })
const sourcesInput = z.object({ QueueUrl: z.string(), ...paging })

/** In the order of their names; the token is the last name of the page before. Without `MaxResults` there is one page. */
function page(
  queues: Queue[],
  { MaxResults, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  store: QueueStore,
): { urls: string[]; NextToken?: string } {
  if (NextToken !== undefined && MaxResults === undefined)
    throw refusal(
      'InvalidParameterValue',
      'MaxResults is a mandatory parameter when you provide a value for NextToken.',
    )
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString()
  const left = queues.filter(({ name }) => name > after).sort((a, b) => (a.name < b.name ? -1 : 1))
  const shown = left.slice(0, MaxResults ?? most)
  const last = shown.at(-1)?.name ?? ''
  return {
    urls: shown.map((queue) => store.urlOf(queue)),
    ...(MaxResults !== undefined &&
      left.length > shown.length && { NextToken: Buffer.from(last).toString('base64url') }),
  }
}
