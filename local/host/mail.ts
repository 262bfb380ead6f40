import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type AwsServer, jsonAnswer, serveAws } from './aws-server.ts'
import type { AwsAnswer, Gate } from './gate.ts'
import { requestLineOf, type WireMessage } from './wire.ts'

export type SentMail = { from: string; to: string; subject: string; text: string; sentAt: string }

export type MailEngine = AwsServer & {
  /** What was sent, oldest first. */
  outbox: SentMail[]
  /** The next so many mails are not taken, as when SES has a bad day. */
  refuseNext: (count: number) => void
}

/** SES (version 2, `SendEmail` of a simple mail) that delivers nothing: every mail stays in a visible outbox. */
export async function startMail(
  onMail: (mail: SentMail) => void,
  gates: readonly Gate[] = [],
  now: () => number = Date.now,
): Promise<MailEngine> {
  const outbox: SentMail[] = []
  let refusals = 0
  const take = (action: string, payload: string): AwsAnswer => {
    if (action !== 'SendEmail') return refusal(404, 'NotFoundException', `${action} is not hosted locally`)
    if (refusals > 0) {
      refusals -= 1
      return refusal(400, 'MessageRejected', 'Refused, as the host was told to')
    }
    const request = sendEmail.safeParse(parsed(payload))
    if (!request.success) return refusal(400, 'BadRequestException', z.prettifyError(request.error))
    const { FromEmailAddress, Destination, Content } = request.data
    const mail = {
      from: FromEmailAddress,
      to: Destination.ToAddresses.join(', '),
      subject: Content.Simple.Subject.Data,
      text: Content.Simple.Body.Text.Data,
      sentAt: new Date(now()).toISOString(),
    }
    if (!mail.to.endsWith(simulator)) {
      outbox.push(mail)
      outbox.splice(0, outbox.length - keptMails)
      onMail(mail)
    }
    return json(200, { MessageId: randomUUID() })
  }
  const server = await serveAws({
    service: 'ses',
    gates,
    answer: async ({ action, message }) => take(action, message.body),
    actionOf,
  })
  return {
    ...server,
    outbox,
    refuseNext: (count) => {
      refusals = count
    },
  }
}

/** SES's simulator takes a mail and drops it. */
const simulator = '@simulator.amazonses.com'
const keptMails = 100

const text = z.object({ Data: z.string() })
const sendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1) }),
  Content: z.object({ Simple: z.object({ Subject: text, Body: z.object({ Text: text }) }) }),
})

/** SES version 2 has paths where the other services name actions. */
function actionOf(message: WireMessage): string {
  const { method, path } = requestLineOf(message)
  return method === 'POST' && path === '/v2/email/outbound-emails' ? 'SendEmail' : `${method} ${path}`
}

function refusal(status: number, type: string, message: string): AwsAnswer {
  return json(status, { message }, { 'x-amzn-errortype': type })
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): AwsAnswer {
  return jsonAnswer(status, body, { 'content-type': 'application/json', ...headers })
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
