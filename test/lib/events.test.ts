import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { App, Stack } from 'aws-cdk-lib/core'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { conversationEvent } from '../../functions/core/events.ts'
import { synthesizeTemplates, testConfig } from './templates.ts'

const repository = join(import.meta.dirname, '../..')
const docs = readFileSync(join(repository, 'docs/events.md'), 'utf8')

function example(language: 'json' | 'ts'): string {
  const found = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(docs)?.[1]
  if (found === undefined) throw new Error(`docs/events.md shows no ${language}`)
  return found
}

const envelope = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() })
const shown = () => envelope.parse(JSON.parse(example('json')))

test('The bus is named after its stage, in the stack that stays, and the relay alone puts events on it', async () => {
  const { templates } = await synthesizeTemplates({ config: testConfig() })
  expect(templates.of('AWS::Events::EventBus', z.looseObject({ Name: z.string() }))).toMatchObject([
    { stack: 'Switchboard-test-Stateful', properties: { Name: 'switchboard-test' } },
  ])
  const allowed = templates
    .of('AWS::IAM::Policy', z.unknown())
    .filter(({ properties }) => JSON.stringify(properties).includes('events:'))
  expect(allowed.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['RelayFunctionRoleDefaultPolicy'])
})

test('The documented event is what the schema says, every field of it', () => {
  const { 'detail-type': type, detail } = shown()
  expect(conversationEvent.parse({ type, detail })).toEqual({ type, detail })
  for (const field of Object.keys(conversationEvent.shape.detail.shape))
    expect(docs).toContain(`\`${field}\``)
  for (const name of conversationEvent.shape.type.options) expect(docs).toContain(`\`${name}\``)
})

test('The documented rule is deployable, and takes the documented event', async () => {
  // Beside the packages that it imports.
  const folder = mkdtempSync(join(repository, 'node_modules', '.documented-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'example.mjs')
  writeFileSync(file, stripTypeScriptTypes(example('ts')))
  const { SupportMail } = await import(pathToFileURL(file).href)
  const app = new App()
  const stack: unknown = new SupportMail(app, 'SupportMail', 'prod', 'help@shop.example')
  expect(stack).toBeInstanceOf(Stack)
  const { template } = app.synth().getStackByName('SupportMail')
  const resources = z
    .record(
      z.string(),
      z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
    )
    .parse(template.Resources)
  const rule = Object.values(resources).find(({ Type }) => Type === 'AWS::Events::Rule')?.Properties
  expect(rule).toMatchObject({ EventBusName: 'switchboard-prod' })
  const pattern = z.record(z.string(), z.array(z.string())).parse(rule?.EventPattern)
  const event = shown()
  expect(Object.keys(pattern).toSorted()).toEqual(['detail-type', 'source'])
  expect(pattern.source).toContain(event.source)
  expect(pattern['detail-type']).toContain(event['detail-type'])
})
