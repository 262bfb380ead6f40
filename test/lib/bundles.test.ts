import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { specialists } from '../../functions/agents/specialists.ts'
import { bundleFunctions } from '../../lib/bundles.ts'

/** KiB. What a function loads before its first message: a bundle that grows past this should have a reason. */
const budgets: Readonly<Record<string, number>> = {
  api: 490,
  merge: 415,
  relay: 310,
  socket: 365,
  router: 605,
  order: 655,
  product: 660,
}
const functions = Object.keys(budgets)

const metafile = z.object({
  outputs: z.record(z.string(), z.object({ bytes: z.number(), inputs: z.record(z.string(), z.unknown()) })),
})

describe('Bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-bundles-'))
  let outputs: z.output<typeof metafile>['outputs']
  const output = (name: string) => {
    const found = Object.entries(outputs).find(([path]) => path.endsWith(`functions/${name}/index.mjs`))
    if (!found) throw new Error(`There is no bundle ${name}.`)
    return found[1]
  }
  const bundle = (outdir: string, name: string) => join(outdir, 'functions', name, 'index.mjs')

  beforeAll(async () => {
    await bundleFunctions(specialists, { outdir: join(folder, 'first') })
    outputs = metafile.parse(JSON.parse(readFileSync(join(folder, 'first/metafile.json'), 'utf8'))).outputs
  })
  afterEach(() => vi.unstubAllEnvs())
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are one for each function', () => {
    expect(Object.keys(outputs)).toHaveLength(functions.length)
    expect(functions).toEqual(expect.arrayContaining(specialists.map(({ name }) => name)))
  })

  test.each(functions)('%s keeps to its budget', (name) => {
    expect(output(name).bytes / 1024).toBeLessThanOrEqual(budgets[name] ?? 0)
  })

  test.each(functions)('%s holds nothing that belongs elsewhere', (name) => {
    const inputs = Object.keys(output(name).inputs)
    expect(inputs.length).toBeGreaterThan(50)
    const strange =
      /aws-cdk-lib|\/constructs\/|(^|\/)(lib|local|test|widget)\/[\w-]+\.ts$|zod\/v4\/locales\/(?!en\.)/
    expect(inputs.filter((input) => strange.test(input) && !/node_modules\/.*\.ts$/.test(input))).toEqual([])
  })

  test.each(functions)('%s finds its credentials in the environment and nowhere else', (name) => {
    const inputs = Object.keys(output(name).inputs)
    expect(inputs.filter((input) => input.endsWith('env-credentials.ts'))).toHaveLength(1)
    expect(
      inputs.filter((input) => /credential-provider-|nested-clients|token-providers/.test(input)),
    ).toEqual([])
  })

  test('an agent holds no other agent’s tools', () => {
    const agents = (name: string) =>
      Object.keys(output(name).inputs).filter((input) => /^agents\/\w+\/(?!card)/.test(input))
    expect(agents('order').every((input) => input.startsWith('agents/order/'))).toBe(true)
    expect(agents('product').every((input) => input.startsWith('agents/product/'))).toBe(true)
    expect(agents('router').every((input) => input.startsWith('agents/router/'))).toBe(true)
  })

  test('are the same to the byte when nothing has changed', async () => {
    await bundleFunctions(specialists, { outdir: join(folder, 'second') })
    for (const name of functions) {
      const first = readFileSync(bundle(join(folder, 'first'), name))
      expect(first.equals(readFileSync(bundle(join(folder, 'second'), name))), name).toBe(true)
    }
  })

  test.each(functions)('%s loads as the module that Lambda expects', async (name) => {
    for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value)
    const module: unknown = await import(pathToFileURL(bundle(join(folder, 'first'), name)).href)
    expect(module).toMatchObject({ handler: expect.any(Function) })
  })

  test('a function without its environment says what it lacks', async () => {
    const module = import(`${pathToFileURL(bundle(join(folder, 'first'), 'merge')).href}?without`)
    await expect(module).rejects.toThrow(/environment is incomplete: .*MEMORY_TABLE/)
  })
})

const environment = {
  STAGE: 'test',
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_METRICS_NAMESPACE: 'Switchboard',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  MEMORY_TABLE: 'memory',
  STORE_TABLE: 'store',
  INBOUND_QUEUE_URL: 'https://queue/inbound',
  MERGE_QUEUE_URL: 'https://queue/merge',
  EVENT_BUS_NAME: 'switchboard-test',
  TASK_QUEUE_URL_ORDER: 'https://queue/order',
  TASK_QUEUE_URL_PRODUCT: 'https://queue/product',
  MODEL: 'claude-haiku-5-5',
  ANTHROPIC_KEY_PARAMETER: '/key',
  APPROVAL_LIMITS: '{}',
  SOCKET_URL: 'wss://live.example/test',
  SOCKET_ENDPOINT: 'https://live.example/test',
  SESSION_SECRET_PARAMETER: '/session',
  STORE_SECRET_PARAMETER: '/store',
  STORE_ID: 'shop',
  ALLOWED_ORIGINS: 'https://shop.example',
  TURN_DEADLINE_SECONDS: '90',
}
