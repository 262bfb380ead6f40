import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { build } from 'esbuild'
import type { Card } from '../functions/core/specialist.ts'

/** The folder of a function's bundle, by the function's name. */
export type Bundles = (functionName: string) => string

const repository = resolve(import.meta.dirname, '..')

/** Where only the templates matter: no bundles, but a folder that is there. */
export const noBundles: Bundles = () => import.meta.dirname

/**
 * Bundles every function in one run of esbuild: `<outdir>/functions/<name>/index.mjs`, and `<outdir>/metafile.json` for
 * the size budgets. The output depends on nothing but the sources, so that an unchanged function is not deployed again.
 */
export async function bundleFunctions(
  specialists: readonly Card[],
  { root = join(repository, 'functions'), outdir = join(repository, 'dist') } = {},
): Promise<Bundles> {
  const agents = ['router', ...specialists.map((card) => card.name)]
  const folders = ['api', 'merge', 'relay', 'socket', ...agents.map((name) => `agents/${name}`)]
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: folders.map((folder) => ({
      in: `${folder}/handler.ts`,
      out: `functions/${basename(folder)}/index`,
    })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    alias: {
      '@aws-sdk/credential-provider-node': join(repository, 'functions/adapters/env-credentials.ts'),
    },
    // Read only by operations that stream events, of which DynamoDB and SQS have none.
    external: ['@smithy/core/event-streams'],
    metafile: true,
    logLevel: 'warning',
  })
  await writeFile(join(outdir, 'metafile.json'), JSON.stringify(metafile))
  return (name) => join(outdir, 'functions', name)
}
