import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build, type Plugin, transform } from 'esbuild'

/**
 * Bundles the widget into `outdir`: `loader.js` (a classic script, the one tag of the storefront) and `panel.js`
 * (a module that the loader fetches when the shopper shows intent). Both stand beside each other on the CDN.
 */
export async function buildWidget(outdir: string): Promise<void> {
  await Promise.all([
    build({ ...shared, entryPoints: { loader: source('loader/loader.ts') }, format: 'iife', outdir }),
    build({ ...shared, entryPoints: { panel: source('panel/panel.ts') }, format: 'esm', outdir }),
  ])
}

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  target: ['chrome123', 'firefox124', 'safari17.5'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [styleSheetsAsText()],
}

function styleSheetsAsText(): Plugin {
  return {
    name: 'style-sheets-as-text',
    setup(bundle) {
      bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })
        return { contents: code.trim(), loader: 'text' }
      })
    },
  }
}

function source(path: string): string {
  return join(import.meta.dirname, path)
}
