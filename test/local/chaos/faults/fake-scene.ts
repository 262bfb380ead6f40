import { agenda } from '../../../../local/chaos/agenda.ts'
import { faultLog } from '../../../../local/chaos/faults/fault-log.ts'
import type { Drawn, FaultPlan } from '../../../../local/chaos/faults/fault-plan.ts'
import type { FaultScene } from '../../../../local/chaos/faults/scene.ts'
import type { AwsAnswer, AwsRequest, Caller } from '../../../../local/host/gate.ts'

export const caller: Caller = { functionId: 'OrderFunction', environment: 7 }
export const conversationId = `cnv_${'a'.repeat(32)}`

/** A host on paper: what the faults did to it. */
export interface Done {
  readonly killed: Caller[]
  readonly sent: Record<string, unknown>[]
  stalls: number
  now: number
}

/** A scene in which what is drawn next is settled. */
export function fakeScene(drawn: readonly (Drawn | undefined)[]): { scene: FaultScene; done: Done } {
  const coming = [...drawn]
  const done: Done = { killed: [], sent: [], stalls: 0, now: 1_000_000 }
  const plan: FaultPlan = { active: true, opportunities: new Map(), draw: () => coming.shift() }
  const scene: FaultScene = {
    ...{ rate: 0.2, plan, log: faultLog(), agenda: agenda(), newestTurn: new Map() },
    labelOf: (id) => (id === conversationId ? 'c1' : undefined),
    stage: () => ({
      now: () => done.now,
      kill: async (who) => void done.killed.push(who),
      stall: () => {
        done.stalls += 1
        return () => {
          done.stalls -= 1
        }
      },
      sendMessage: async (input) => {
        done.sent.push(input)
        return { status: 200, body: '{"MessageId":"late"}' }
      },
    }),
  }
  return { scene, done }
}

/** An engine that counts what reaches it. */
export function engine(): { pass: () => Promise<AwsAnswer>; readonly count: number } {
  let count = 0
  return {
    pass: async () => {
      count += 1
      return { status: 200, body: '{}' }
    },
    get count() {
      return count
    },
  }
}

export function request(
  action: string,
  body: unknown,
  service: AwsRequest['service'] = 'dynamodb',
): AwsRequest {
  return { service, action, caller, body: JSON.stringify(body) }
}

export const put = request('PutItem', {
  Item: { pk: { S: `conversation#${conversationId}` }, sk: { S: 'turn#00000003#run#order#0001' } },
})
export const transaction = request('TransactWriteItems', {
  TransactItems: [
    { Put: { Item: { pk: { S: `conversation#${conversationId}` }, sk: { S: 'meta' } } } },
    { Put: { Item: { pk: { S: `conversation#${conversationId}` }, sk: { S: 'message#0000000002' } } } },
  ],
})

export function send(queue: string, more: Record<string, unknown> = {}): AwsRequest {
  const MessageBody = JSON.stringify({ type: 'task.v1', conversationId, turn: 3, specialist: 'order' })
  return request('SendMessage', { QueueUrl: `http://sqs/000/${queue}`, MessageBody, ...more }, 'sqs')
}
