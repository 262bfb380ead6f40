import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import * as z from 'zod'
import type { Engine } from './dynamodb-engine.ts'
import type { Mount } from './rest-server.ts'

export type SentMail = { from: string; to: string; subject: string; text: string; sentAt: string }

export type MailEngine = Engine & {
  /** What was sent, oldest first. */
  outbox: SentMail[]
  /** The next so many mails are not taken, as when SES has a bad day. */
  refuseNext: (count: number) => void
}

/** SES (version 2, `SendEmail` of a simple mail) that delivers nothing: every mail stays in a visible outbox. */
export async function startMail(onMail: (mail: SentMail) => void): Promise<MailEngine> {
  const outbox: SentMail[] = []
  let refusals = 0
  const take = (method: string, path: string, payload: string): Answer => {
    if (method !== 'POST' || path !== '/v2/email/outbound-emails')
      return refusal(404, 'NotFoundException', `${method} ${path} is not hosted locally`)
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
      sentAt: new Date().toISOString(),
    }
    if (!mail.to.endsWith(simulator)) {
      outbox.push(mail)
      outbox.splice(0, outbox.length - keptMails)
      onMail(mail)
    }
    return { status: 200, headers: {}, body: { MessageId: randomUUID() } }
  }
  const server = createServer(async (request, response) => {
    const answer = take(request.method ?? '', request.url ?? '', await textOf(request))
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    outbox,
    refuseNext: (count) => {
      refusals = count
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Serves the outbox to whoever is on this machine, newest first: `GET /outbox`. */
export function outboxPage({ outbox }: MailEngine): Mount {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/outbox') return false
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    response.end(`${JSON.stringify({ data: outbox.toReversed() }, null, 2)}\n`)
    return true
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

type Answer = { status: number; headers: Record<string, string>; body: unknown }

function refusal(status: number, type: string, message: string): Answer {
  return { status, headers: { 'x-amzn-errortype': type }, body: { message } }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
