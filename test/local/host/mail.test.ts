import { describe, expect, onTestFinished, test } from 'vitest'
import { type SentMail, startMail } from '../../../local/host/mail.ts'

const path = '/v2/email/outbound-emails'
const request = (to: string) => ({
  FromEmailAddress: 'help@shop.example',
  Destination: { ToAddresses: [to] },
  Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Some text' } } } },
})

async function started() {
  const told: SentMail[] = []
  const mail = await startMail((sent) => told.push(sent))
  onTestFinished(() => mail.close())
  const post = (body: unknown, to = path) =>
    fetch(mail.endpoint + to, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { mail, told, post }
}

describe('SES on this machine', () => {
  test('keeps every mail in the outbox, and tells of it', async () => {
    const { mail, told, post } = await started()
    const response = await post(request('mina@example.com'))
    expect(await response.json()).toMatchObject({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(mail.outbox).toMatchObject([
      { from: 'help@shop.example', to: 'mina@example.com', subject: 'Hello', text: 'Some text' },
    ])
    expect(told).toEqual(mail.outbox)
  })

  test('drops what goes to the simulator, as SES does', async () => {
    const { mail, told, post } = await started()
    expect((await post(request('success@simulator.amazonses.com'))).status).toBe(200)
    expect([mail.outbox, told]).toEqual([[], []])
  })

  test('keeps the newest hundred', async () => {
    const { mail, post } = await started()
    for (let count = 0; count < 103; count++) await post(request(`${count}@example.com`))
    expect(mail.outbox).toHaveLength(100)
    expect(mail.outbox[0]?.to).toBe('3@example.com')
  })

  test.each([
    ['no mail', '{', path, 400, 'BadRequestException'],
    [
      'a mail to nobody',
      { ...request(''), Destination: { ToAddresses: [] } },
      path,
      400,
      'BadRequestException',
    ],
    ['what is not hosted', '{}', '/v2/email/templates', 404, 'NotFoundException'],
  ])('refuses %s with an error of the service', async (_, body, to, status, type) => {
    const { mail, post } = await started()
    const response = await post(body, to)
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, type])
    expect(mail.outbox).toEqual([])
  })

  test('refuses as many as it is told to', async () => {
    const { mail, post } = await started()
    mail.refuseNext(2)
    const statuses: number[] = []
    for (const to of ['a@b.example', 'c@d.example', 'e@f.example'])
      statuses.push((await post(request(to))).status)
    expect(statuses).toEqual([400, 400, 200])
    expect(mail.outbox.map(({ to }) => to)).toEqual(['e@f.example'])
  })
})
