import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { specialists } from '../functions/agents/specialists.ts'
import type { StoreFiles } from '../functions/core/store-format.ts'
import { synthesize } from '../lib/app.ts'
import { bundleFunctions } from '../lib/bundles.ts'
import type { Config } from '../lib/config.ts'
import { writeWidget } from '../lib/widget-folders.ts'
import { type Host, type HostOptions, startHost } from './host/host.ts'
import type { Brain } from './standin/reply.ts'
import { type Call, type StandIn, startStandIn } from './standin/server.ts'
import { seedStore } from './store/seed-store.ts'
import type { StoreTable } from './store/store-table.ts'

export interface SystemOptions
  extends Pick<
    HostOptions,
    'port' | 'keep' | 'mount' | 'onEvent' | 'environments' | 'spare' | 'gates' | 'permissions'
  > {
  /** Or what it is at the host's address. */
  readonly store: StoreFiles | ((url: string) => StoreFiles)
  /** Of the stage `dev`; takes the place of what cdk.json says. */
  readonly config?: Config
  /** The real API, if there is a key; else a stand-in with this brain. */
  readonly model?: { readonly apiKey: string; readonly baseUrl: string | undefined } | undefined
  readonly brain?: Brain
  readonly latencyMs?: number
  readonly onCall?: (call: Call) => void
  /** Also hosts the chat widget's files; building them takes a while. */
  readonly widget?: boolean
  /** Of the signing secrets; new ones for each start if left out. */
  readonly secrets?: Secrets
  /** May change the templates in this directory before they are hosted. */
  readonly onSynthesized?: (directory: string) => void
  /** Told as each part of the start is done. */
  readonly onProgress?: (done: string, ms: number) => void
}

export interface Secrets {
  readonly session: string
  readonly store: string
}

export interface System {
  readonly host: Host
  /** Undefined while the real model is talking. */
  readonly standIn: StandIn | undefined
  readonly storeId: string
  readonly secrets: Secrets
  readonly memoryTable: StoreTable
  readonly storeTable: StoreTable
  /** What a stack tells when it is deployed, such as `WidgetUrl`; addresses are those of the host. */
  output(name: string): string
  close(): Promise<void>
}

/** The whole system on this machine: bundles, templates, engines, functions, a store and a model. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { onProgress = () => {}, secrets = newSecrets() } = options
  const step = async <Result>(done: string, work: Promise<Result>): Promise<Result> => {
    const start = performance.now()
    const result = await work
    onProgress(done, performance.now() - start)
    return result
  }
  const outdir = await mkdtemp(join(tmpdir(), 'switchboard-'))
  const assembly = await step('the CDK app is bundled and synthesized', makeAssembly(outdir, options))
  options.onSynthesized?.(assembly.directory)
  const standIn = options.model
    ? undefined
    : await startStandIn({
        ...(options.brain ? { brain: options.brain } : {}),
        ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
        ...(options.onCall ? { onCall: options.onCall } : {}),
      })
  const baseUrl = standIn?.url ?? options.model?.baseUrl
  const host = await step(
    'tables, queues, functions and routes are up',
    startHost({
      ...options,
      assembly: assembly.directory,
      parameters: {
        '/switchboard/dev/anthropic-api-key': options.model?.apiKey ?? 'stand-in',
        '/switchboard/dev/session-secret': secrets.session,
        '/switchboard/dev/store-secret': secrets.store,
      },
      environment: {
        ...(baseUrl === undefined ? {} : { ANTHROPIC_BASE_URL: baseUrl }),
        // Here a fallback is at the same place, with the same key.
        FALLBACK_BASE_URL: baseUrl ?? 'https://api.anthropic.com',
        FALLBACK_KEY_PARAMETER: '/switchboard/dev/anthropic-api-key',
      },
    }),
  )
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: host.endpoints.dynamodb,
      region: host.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  )
  const storeTable = { client, table: tableNamed(host, 'Store') }
  const files = typeof options.store === 'function' ? options.store(host.url) : options.store
  await step('the store is seeded', seedStore(storeTable, files))
  return {
    host,
    standIn,
    storeId: 'demo',
    secrets,
    memoryTable: { client, table: tableNamed(host, 'Memory') },
    storeTable,
    output(name) {
      const [value] = Object.values(host.outputs).flatMap((outputs) => outputs[name] ?? [])
      if (value === undefined) throw new Error(`No stack has an output ${name}. Does the system host it?`)
      return value
    },
    async close() {
      await host.close()
      await standIn?.close()
      client.destroy()
      await rm(outdir, { recursive: true, force: true })
    },
  }
}

/** With bundles of its own: another start on this machine may be bundling at the same time. */
async function makeAssembly(outdir: string, { config, widget = false }: SystemOptions) {
  const [bundles, folders] = await Promise.all([
    bundleFunctions(specialists, { outdir: join(outdir, 'bundles') }),
    widget && writeWidget(join(outdir, 'widget')),
  ])
  return await synthesize({
    outdir: join(outdir, 'cdk.out'),
    bundles,
    widget: folders,
    ...(config ? { config } : {}),
  })
}

export function newSecrets(): Secrets {
  return { session: randomBytes(32).toString('hex'), store: randomBytes(32).toString('hex') }
}

function tableNamed(host: Host, word: 'Memory' | 'Store'): string {
  const found = host.tables.find(({ name }) => name.includes(`${word}Table`))
  if (!found) throw new Error(`The templates declare no ${word}Table`)
  return found.name
}
