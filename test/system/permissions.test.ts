import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readAssembly, resourcesOf } from '../../local/host/assembly.ts'
import type { Place } from '../../local/host/attributes.ts'
import { declaredFunctions } from '../../local/host/function-settings.ts'
import type { AwsRequest } from '../../local/host/gate.ts'
import type { HostEvent } from '../../local/host/host-events.ts'
import { needsOf } from '../../local/host/permissions/needs.ts'
import { createPermissions } from '../../local/host/permissions/permissions.ts'
import { createResolver } from '../../local/host/resolve.ts'
import { mappingProperties } from '../../local/host/source.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { everyGrant } from './every-grant.ts'
import { grantsIn, removeGrant, removeGrantNamed } from './grants.ts'
import { shopper } from './shopper.ts'

const store = demoStore(1)
const place: Place = {
  region: 'us-east-1',
  account: '000000000000',
  queueUrl: (name) => `https://queues.example/${name}`,
  streamArn: (table) => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/1`,
}

/** Grants that the conversation does not need, and why they are there all the same. */
const otherwise: readonly { readonly grants: RegExp; readonly why: string }[] = [
  { grants: /^\w+: sqs:GetQueueUrl on \w+Queue$/, why: 'CDK gives it to whoever reads a queue' },
  { grants: /^\w+: sqs:ChangeMessageVisibility on \w+Queue$/, why: 'a message that failed comes back soon' },
  {
    grants: /^\w+: dynamodb:(BatchGetItem|ConditionCheckItem|PutItem|UpdateItem) on MemoryTable$/,
    why: 'one set for every function that uses the memory',
  },
  {
    grants: /^\w+: dynamodb:(BatchGetItem|Query) on StoreTable$/,
    why: 'one set for every function that reads the store',
  },
  {
    grants: /^Api: ses:SendEmail on /,
    why: 'SES asks about the address or its domain, whichever is verified',
  },
]

describe('The grants in the templates', () => {
  const directory = mkdtempSync(join(tmpdir(), 'switchboard-grants-'))
  const problems: string[] = []
  let requests: AwsRequest[] = []

  beforeAll(async () => {
    const conversation = everyGrant()
    const system = await startSystem({
      store,
      brain: conversation.brain,
      gates: [conversation.gate],
      onSynthesized: (synthesized) => copyTemplates(synthesized, directory),
      onEvent: (event) => {
        if (event.type === 'problem') problems.push(event.message)
      },
    })
    try {
      await conversation.converse(system)
      requests = distinct(conversation.requests)
    } finally {
      await system.close()
    }
  }, 120_000)
  afterAll(() => rmSync(directory, { recursive: true }))

  test('are enough for a conversation in which everything happens', async () => {
    expect(problems).toEqual([])
    expect(await lacking(directory, requests)).toEqual([])
    expect(requests.length).toBeGreaterThan(40)
  })

  test('are needed, each of them: whatever is taken away, something is refused', async () => {
    const unseen: string[] = []
    const grants = grantsIn(directory)
    expect(grants.length).toBeGreaterThan(80)
    for (const grant of grants) {
      const putBack = removeGrant(grant)
      if ((await lacking(directory, requests)).length === 0) unseen.push(grant.text)
      putBack()
    }
    expect(unseen.filter((text) => !otherwise.some(({ grants: pattern }) => pattern.test(text)))).toEqual([])
  })
})

describe('A system that lacks a grant', () => {
  test('to send a task: the router is refused, the customer waits, and the terminal says what to do', async () => {
    const { system, events } = await without('Router: sqs:SendMessage on OrderQueue')
    const mina = await shopper(system, { customerId: 'mina_okafor_4821' })
    expect(await mina.say('Where is my order #W0482117?')).toEqual([])
    const queue = /arn:aws:sqs:us-east-1:000000000000:[\w-]*OrderQueue[0-9A-F]{8}/.source
    expect(linesOf(events)).toMatch(
      new RegExp(
        `AccessDenied.*User: arn:aws:sts::000000000000:assumed-role/[\\w-]*RouterFunctionRole[0-9A-F]{8}/[\\w-]*RouterFunctionLambda[0-9A-F]{8} is not authorized to perform: sqs:SendMessage on resource: ${queue} because no identity-based policy allows the sqs:SendMessage action`,
      ),
    )
    const lack = new RegExp(
      `^RouterFunctionLambda[0-9A-F]{8} lacks a grant: sqs:SendMessage on ${queue}\\. Give it the grant in lib/\\.$`,
    )
    expect(problemsOf(events)).toEqual([expect.stringMatching(lack)])
  })

  test('to read the secret of the sessions: nobody gets one', async () => {
    const { system, events } = await without('Api: ssm:GetParameter on switchboard/dev/session-secret')
    await expect(shopper(system, { customerId: 'mina_okafor_4821' })).rejects.toThrow(/answered 500/)
    expect(problemsOf(events)).toEqual([
      expect.stringMatching(
        /^ApiFunctionLambda\w+ lacks a grant: ssm:GetParameter on \S+:parameter\/switchboard\/dev\/session-secret\./,
      ),
    ])
  })

  test('to read the stream: Lambda does not, and that is told at the start', async () => {
    const { system, events } = await without('Relay: dynamodb:GetRecords on MemoryTable')
    expect(problemsOf(events)).toEqual([
      expect.stringMatching(
        /^RelayFunctionLambda\w+ lacks a grant: dynamodb:GetRecords on \S+\/stream\/\S+ Without it Lambda does not read its event source\. Give it/,
      ),
    ])
    const mina = await shopper(system, { customerId: 'mina_okafor_4821' })
    expect((await mina.say('Where is my order #W0482117?')).length).toBeGreaterThan(0)
    expect(
      events.filter(({ type }) => type === 'batch').map((event) => JSON.stringify(event)),
    ).not.toContainEqual(expect.stringContaining('RelayFunction'))
  })
})

/** A running system without this grant. */
async function without(grant: string): Promise<{ system: System; events: HostEvent[] }> {
  const events: HostEvent[] = []
  const system = await startSystem({
    store,
    onSynthesized: (directory) => removeGrantNamed(directory, grant),
    onEvent: (event) => events.push(event),
  })
  onTestFinished(() => system.close())
  return { system, events }
}

/** What these templates do not grant of what was asked and of what Lambda itself does. */
async function lacking(directory: string, requests: readonly AwsRequest[]): Promise<string[]> {
  const told: string[] = []
  const assembly = await readAssembly(directory)
  const resolver = createResolver(assembly, place)
  const functions = declaredFunctions(assembly, resolver, place)
  const permissions = createPermissions({
    ...{ assembly, resolver, place, functions },
    onEvent: (event) => event.type === 'problem' && told.push(event.message),
  })
  for (const resource of resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping')) {
    const mapping = mappingProperties.parse(resolver.properties(resource))
    const reader = functions.find(({ name }) => name === mapping.FunctionName)
    permissions.mayRead(
      reader?.logicalId ?? '',
      mapping.EventSourceArn,
      mapping.DestinationConfig.OnFailure?.Destination,
    )
  }
  for (const request of requests) await permissions.gate(request, async () => ({ status: 200, body: '' }))
  return told
}

/** One request for each thing that a function needs. */
function distinct(requests: readonly AwsRequest[]): AwsRequest[] {
  const byNeed = new Map<string, AwsRequest>()
  for (const request of requests) {
    const needs = needsOf(request, (...parts) => parts.join(' '))
    byNeed.set(JSON.stringify([request.caller?.functionId, needs]), request)
  }
  return [...byNeed.values()]
}

/** The templates without the code. */
function copyTemplates(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (source) =>
      source === from || /^(manifest\.json|.*\.(template|assets)\.json)$/.test(basename(source)),
  })
}

function problemsOf(events: readonly HostEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'problem' ? [event.message] : []))
}

function linesOf(events: readonly HostEvent[]): string {
  return events.flatMap((event) => (event.type === 'line' ? [event.line] : [])).join('\n')
}
