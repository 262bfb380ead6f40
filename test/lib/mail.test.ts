import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { synthesizeTemplates, type Templates, testConfig } from './templates.ts'

const lambda = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
const policy = z.object({
  PolicyDocument: z.object({ Statement: z.array(z.record(z.string(), z.unknown())) }),
})

describe('Mail', () => {
  test('is sent by no function, and the API knows it, where no address is configured', async () => {
    const { templates } = await synthesizeTemplates()
    expect(mailing(templates)).toEqual([])
    expect(senders(templates)).toEqual([])
  })

  test('is sent by the API alone, from the configured address alone', async () => {
    const config = testConfig({ mailFrom: 'Help@Shop.example' })
    const { templates } = await synthesizeTemplates({ config })
    const [allowed, ...others] = mailing(templates)
    expect(others).toEqual([])
    expect(allowed).toMatchObject({
      id: expect.stringMatching(/^ApiFunction/),
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Condition: { StringEquals: { 'ses:FromAddress': 'Help@Shop.example' } },
    })
    const resources = z.array(z.unknown()).parse(allowed?.Resource)
    expect(resources.map((it) => /:identity\/[^"]+/.exec(JSON.stringify(it))?.[0])).toEqual([
      ':identity/Help@Shop.example',
      ':identity/shop.example',
    ])
    expect(senders(templates)).toEqual([['ApiFunction', 'Help@Shop.example']])
  })
})

function mailing(templates: Templates): ({ id: string } & Record<string, unknown>)[] {
  return templates
    .of('AWS::IAM::Policy', policy)
    .flatMap(({ id, properties }) => properties.PolicyDocument.Statement.map((it) => ({ ...it, id })))
    .filter((statement) => JSON.stringify(statement).includes('ses:'))
}

function senders(templates: Templates): unknown[] {
  return templates
    .of('AWS::Lambda::Function', lambda)
    .filter(({ properties }) => 'MAIL_FROM' in properties.Environment.Variables)
    .map(({ id, properties }) => [
      id.replace(/Lambda[0-9A-F]{8}$/, ''),
      properties.Environment.Variables.MAIL_FROM,
    ])
}
