import {
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { quarantine } from './about.ts'
import { type Chosen, chosenQueue } from './chosen-queue.ts'
import { plain, whyNotUnderstood } from './message-words.ts'
import type { Place } from './place.ts'
import { quarantinedOf, removeQuarantined } from './quarantined.ts'
import type { DeadLetterQueue, Queue } from './queues.ts'
import { relayAdvice } from './relay-advice.ts'
import type { Screen } from './screen.ts'
import { messagesText } from './text-table.ts'

export interface RedriveOptions {
  /** Without asking. */
  readonly yes: boolean
  /** Dead letters a second; undefined: as fast as SQS does it. */
  readonly perSecond: number | undefined
}

/**
 * Sends what is in a dead letter queue, or what quarantine holds of a queue, to where it belongs again. Throws an error
 * that says why nothing was sent, or what was left.
 */
export async function redrive(
  wanted: string | undefined,
  options: RedriveOptions,
  place: Place,
  screen: Screen,
): Promise<void> {
  const chosen = await chosenQueue(wanted, place)
  if (chosen.kind === 'quarantine') return await sendAgain(chosen, options, place, screen)
  const { queue } = chosen
  const { source } = queue
  if (source === undefined) throw new Error(relayAdvice(queue, place))
  if (queue.messages === 0) return screen.say(`Nothing lies in ${queue.name}.`)
  const question = `Send ${messagesText(queue.messages)} back to the ${queue.name} queue (${source.fullName})?`
  if (!(await agreed(question, options, screen))) return
  await moveBack({ ...queue, source }, options, place, screen)
}

async function moveBack(
  { name, arn, source }: DeadLetterQueue & { readonly source: Queue },
  { perSecond }: RedriveOptions,
  place: Place,
  { say, pause }: Screen,
): Promise<void> {
  const { sqs } = place
  const newest = async () => {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn }))
    return Results[0] && task.parse(Results[0])
  }
  const before = (await newest())?.startedAt ?? 0
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn, MaxNumberOfMessagesPerSecond: perSecond }))
  for (let looks = 0; ; looks++) {
    const found = await newest()
    // SQS may not list at once what it has begun.
    const isOurs = found !== undefined && found.startedAt > before
    const { status, moved, failure } = isOurs ? found : { status: 'RUNNING', moved: 0, failure: undefined }
    if (status === 'COMPLETED') {
      say(`${messagesText(moved)} went back to the ${name} queue (${source.fullName}).`)
      say(whatNext(name, place))
      return
    }
    if (status !== 'RUNNING')
      throw new Error(
        `After ${messagesText(moved)} the moving ended as ${status}${failure ? `: ${failure}` : ''}. What is left: ${place.again(`show ${name}`)}`,
      )
    if (looks === mostLooks)
      return say(`${moved} moved so far; SQS goes on by itself. ${whatNext(name, place)}`)
    await pause(lookEveryMs)
  }
}

const lookEveryMs = 1000
const mostLooks = 60

const task = z
  .object({
    Status: z.string(),
    ApproximateNumberOfMessagesMoved: z.number().default(0),
    FailureReason: z.string().optional(),
    StartedTimestamp: z.number().default(0),
  })
  .transform(({ Status, ApproximateNumberOfMessagesMoved, FailureReason, StartedTimestamp }) => ({
    status: Status,
    moved: ApproximateNumberOfMessagesMoved,
    failure: FailureReason,
    startedAt: StartedTimestamp,
  }))

function whatNext(name: string, { again }: Place): string {
  return `Turns that are over are recognised and skipped. What fails ten times again comes back here, so look in some minutes: ${again(`show ${name}`)}`
}

const grouped = z.object({ conversationId: z.string() })

async function sendAgain(
  { name, source, shelf }: Extract<Chosen, { kind: 'quarantine' }>,
  options: RedriveOptions,
  { sqs, again }: Place,
  screen: Screen,
): Promise<void> {
  const all = await quarantinedOf(shelf, source.fullName)
  if (all.length === 0) return screen.say(`Nothing lies in ${quarantine}${name}.`)
  const judged = all.map((each) => ({ ...each, fault: whyNotUnderstood(name, each.body) }))
  const good = judged.filter(({ fault }) => fault === undefined)
  const bad = judged.filter(({ fault }) => fault !== undefined)
  const question = `Send ${good.length} of ${messagesText(all.length)} to the ${name} queue (${source.fullName}) again?`
  if (good.length > 0 && !(await agreed(question, options, screen))) return
  for (const { id, body } of good) {
    const { conversationId } = grouped.parse(JSON.parse(body))
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: source.url,
        MessageBody: body,
        MessageGroupId: conversationId,
        ...(source.isFifo ? { MessageDeduplicationId: `redrive-${id}` } : {}),
      }),
    )
    await removeQuarantined(shelf, source.fullName, id)
  }
  if (good.length > 0)
    screen.say(
      `${messagesText(good.length)} went to the ${name} queue again. What is still not understood comes back here: ${again('list')}`,
    )
  if (bad.length === 0) return
  const reasons = bad.map(({ id, fault = '' }) => `  ${id}: ${plain(fault)}`)
  throw new Error(
    `Still not understood, so kept until 30 days after they came, ${messagesText(bad.length)}:\n${reasons.join('\n')}\nDeploy a version that understands them, or let them go.`,
  )
}

async function agreed(question: string, { yes }: RedriveOptions, { confirm, say }: Screen): Promise<boolean> {
  if (yes) return true
  if (confirm === undefined) throw new Error(`${question} Nobody can be asked here: say so with --yes.`)
  if (await confirm(question)) return true
  say('Nothing was sent.')
  return false
}
