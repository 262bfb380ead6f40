import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { build } from 'esbuild'
import * as z from 'zod'
import { specialists } from '../../functions/agents/specialists.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import { synthesize } from '../../lib/app.ts'
import { bundleFunctions } from '../../lib/bundles.ts'
import { type Host, type HostOptions, startHost } from '../host/host.ts'
import { seedStore } from '../store/seed-store.ts'
import { newSecrets, type Secrets } from '../system.ts'

export interface BenchSystem {
  readonly host: Host
  readonly secrets: Secrets
  close(): Promise<void>
}

/** The system with a probe in front of every handler, and a model elsewhere. */
export async function startBenchSystem(
  given: {
    readonly modelUrl: string
    readonly store: StoreFiles
    /** Bundles with names in them. */
    readonly readable: boolean
  } & Required<Pick<HostOptions, 'permissions' | 'onEvent'>>,
): Promise<BenchSystem> {
  const outdir = await mkdtemp(join(tmpdir(), 'switchboard-bench-'))
  const secrets = newSecrets()
  const bundled = join(outdir, 'bundles')
  const bundles = await bundleFunctions(specialists, { outdir: bundled })
  if (given.readable) await bundleReadably(bundled)
  await probe(join(bundled, 'functions'))
  const { directory } = await synthesize({ outdir: join(outdir, 'cdk.out'), bundles, widget: false })
  const host = await startHost({
    assembly: directory,
    parameters: {
      '/switchboard/dev/anthropic-api-key': 'stand-in',
      '/switchboard/dev/session-secret': secrets.session,
      '/switchboard/dev/store-secret': secrets.store,
    },
    environment: { ANTHROPIC_BASE_URL: given.modelUrl },
    permissions: given.permissions,
    onEvent: given.onEvent,
  })
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: host.endpoints.dynamodb,
      region: host.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  )
  const table = host.tables.find(({ name }) => name.includes('StoreTable'))?.name
  if (table === undefined) throw new Error('The templates declare no StoreTable')
  await seedStore({ client, table }, given.store)
  client.destroy()
  return {
    host,
    secrets,
    async close() {
      await host.close()
      await rm(outdir, { recursive: true, force: true })
    },
  }
}

const functions = join(import.meta.dirname, '../../functions')
const metafile = z.object({ outputs: z.record(z.string(), z.object({ entryPoint: z.string().optional() })) })

/** In place of the minified bundles: the same with names and comments, so that a profile can be read. */
async function bundleReadably(outdir: string): Promise<void> {
  const { outputs } = metafile.parse(JSON.parse(await readFile(join(outdir, 'metafile.json'), 'utf8')))
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue
    await build({
      ...settings,
      absWorkingDir: functions,
      entryPoints: [entryPoint],
      outfile: join(functions, output),
      allowOverwrite: true,
      mainFields: ['module', 'main'],
      alias: { '@aws-sdk/credential-provider-node': join(functions, 'adapters/env-credentials.ts') },
      external: ['@smithy/core/event-streams'],
    })
  }
}

/** `index.mjs` becomes a wrapper of the function's handler. */
async function probe(folder: string): Promise<void> {
  const entryPoints = [join(import.meta.dirname, 'probe.ts')]
  const { outputFiles } = await build({ ...settings, entryPoints, write: false })
  const [{ text } = { text: '' }] = outputFiles
  for (const name of await readdir(folder)) {
    const file = (base: string) => join(folder, name, base)
    await rename(file('index.mjs'), file('handler.mjs'))
    await writeFile(file('probe.mjs'), text)
    await writeFile(
      file('index.mjs'),
      `import { probed } from './probe.mjs'\nimport { handler as whole } from './handler.mjs'\n` +
        `export const handler = probed(whole, '${name}')\n`,
    )
  }
}

const settings = { bundle: true, format: 'esm', platform: 'node', target: 'node24' } as const
