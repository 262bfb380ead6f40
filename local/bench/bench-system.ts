import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { build } from 'esbuild'
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
  const bundles = await bundleFunctions(specialists, { outdir: join(outdir, 'bundles') })
  const names = ['api', 'router', ...specialists.map(({ name }) => name), 'merge', 'relay']
  if (given.readable) await bundleReadably(names, bundles)
  await probe(names.map(bundles))
  const { directory } = await synthesize({ outdir: join(outdir, 'cdk.out'), bundles })
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

/** In place of the minified bundles: the same with names and comments, so that a profile can be read. */
async function bundleReadably(names: readonly string[], bundles: (name: string) => string): Promise<void> {
  const root = join(import.meta.dirname, '../../functions')
  for (const name of names) {
    const folder = ['api', 'merge', 'relay'].includes(name) ? name : `agents/${name}`
    await build({
      absWorkingDir: root,
      entryPoints: [`${folder}/handler.ts`],
      outfile: join(bundles(name), 'index.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      alias: { '@aws-sdk/credential-provider-node': join(root, 'adapters/env-credentials.ts') },
      external: ['@smithy/core/event-streams'],
    })
  }
}

/** `index.mjs` becomes a wrapper of the function's handler. */
async function probe(folders: readonly string[]): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'probe.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    write: false,
  })
  const [{ text: probe } = { text: '' }] = outputFiles
  for (const folder of folders) {
    await rename(join(folder, 'index.mjs'), join(folder, 'handler.mjs'))
    await writeFile(join(folder, 'probe.mjs'), probe)
    await writeFile(
      join(folder, 'index.mjs'),
      `import { probed } from './probe.mjs'\nimport { handler as whole } from './handler.mjs'\n` +
        `export const handler = probed(whole, '${basename(folder)}')\n`,
    )
  }
}
