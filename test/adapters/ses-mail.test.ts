import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { sesMail } from '../../functions/adapters/ses-mail.ts'
import { type SentMail, startMail } from '../../local/host/mail.ts'

const mail = { to: 'mina@example.com', subject: 'Your code', text: 'Your code is 012345\nGrüße' }

async function startSes() {
  const told: SentMail[] = []
  const ses = await startMail((sent) => told.push(sent))
  onTestFinished(() => ses.close())
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', ses.endpoint)
  return { ses, told }
}

describe('Mail by SES', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_REGION', 'eu-central-1')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.unstubAllGlobals()
  })

  test('is sent from the configured address, in UTF-8', async () => {
    const { ses, told } = await startSes()
    await sesMail('help@shop.example').send(mail)
    expect(ses.outbox).toMatchObject([{ from: 'help@shop.example', ...mail }])
    expect(told).toEqual(ses.outbox)
  })

  test('to nobody is taken like any other, and reaches nobody', async () => {
    const { ses, told } = await startSes()
    const port = sesMail('help@shop.example')
    await port.send({ ...mail, to: port.nobody })
    expect([ses.outbox, told]).toEqual([[], []])
  })

  test('that is refused says why and what to do, and names neither the address nor the text', async () => {
    const { ses } = await startSes()
    ses.refuseNext(1)
    const sending = sesMail('help@shop.example').send(mail)
    await expect(sending).rejects.toThrow(
      /from help@shop\.example \(it answered 400, MessageRejected\).*Verify/,
    )
    await expect(sending).rejects.not.toThrow(/mina|012345|as the host was told/i)
    expect(ses.outbox).toEqual([])
  })

  test('goes to the region’s endpoint, signed for SES, where no other is set', async () => {
    const requests: Request[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      requests.push(request)
      return new Response('{}')
    })
    await sesMail('help@shop.example').send(mail)
    expect(requests.map(({ url }) => url)).toEqual([
      'https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails',
    ])
    expect(requests[0]?.headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/ses\/aws4_request/,
    )
  })
})
