import type { AwsCall } from '../aws-client.ts'
import { type AwsServer, jsonAnswer, serveAws } from '../aws-server.ts'
import type { Clock } from '../clock.ts'
import type { AwsAnswer, Gate } from '../gate.ts'
import { actions } from './actions.ts'
import { createQueueStore } from './queue-store.ts'
import { asRefusal, refusal, refused } from './refusal.ts'

/** An SQS of this process: over HTTP for the functions, and by plain calls, which pass no gate, for the host. */
export type SqsEngine = AwsServer & { call: AwsCall }

/**
 * Standard and FIFO queues with delays, visibility timeouts, redrive, deduplication and long polling, by the JSON protocol.
 * `directory` keeps the messages over restarts. Time is the clock's, so that a test can pass it.
 */
export async function startSqs(given: {
  clock: Clock
  directory: string | undefined
  region: string
  account: string
  gates?: readonly Gate[]
}): Promise<SqsEngine> {
  const call: AwsCall = async (name, body, signal) => {
    const action = actions[name]
    if (action === undefined) throw refusal('InvalidAction', `${name} is not served by the local queues.`)
    try {
      return await action(body, store, signal)
    } catch (error) {
      throw asRefusal(error)
    }
  }
  const server = await serveAws({
    service: 'sqs',
    gates: given.gates ?? [],
    answer: ({ action, message, signal }) =>
      readJson(message.body)
        .then((input) => call(action, input, signal))
        .then((body) => jsonAnswer(200, body), refusedAnswer),
  })
  const store = createQueueStore({ ...given, endpoint: server.endpoint })

  return {
    endpoint: server.endpoint,
    call,
    close: async () => {
      store.close()
      await server.close()
    },
  }
}

async function readJson(text: string): Promise<unknown> {
  return JSON.parse(text)
}

function refusedAnswer(error: unknown): AwsAnswer {
  const { status, headers, body } = refused(error)
  return jsonAnswer(status, body, headers)
}
