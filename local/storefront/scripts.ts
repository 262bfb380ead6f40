import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const entries = [
  new URL('./browser/early.ts', import.meta.url),
  new URL('./browser/shop.ts', import.meta.url),
]

/** The scripts of the shop's pages, by their address: `early` runs before the page is drawn, `shop` after. */
export async function bundleScripts(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: entries.map((it) => fileURLToPath(it)),
    outdir: '/',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox124', 'safari17.5'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
}
