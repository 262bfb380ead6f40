import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build, type Plugin, transform } from 'esbuild'
import { listedLocales } from './listed-locales.ts'
import { minifyBundles } from './minify.ts'

/** Beside English, which the panel brings along; each is fetched when it is spoken. */
export const locales = ['zh', 'es', 'ar'] as const

/** All that stands beside each other on the CDN. */
export const widgetFiles: readonly string[] = [
  'loader.js',
  'widget.js',
  'panel.js',
  ...locales.map((it) => `locale-${it}.js`),
]

/**
 * Bundles the widget into `outdir`: `loader.js` (a classic script, the one tag of the storefront), `widget.js` (the same
 * as a module), `panel.js` (fetched when the shopper shows intent) and a `locale-….js` for each language.
 */
export async function buildWidget(outdir: string): Promise<void> {
  const modules = {
    widget: source('loader/module.ts'),
    panel: source('panel/panel.ts'),
    ...Object.fromEntries(locales.map((it) => [`locale-${it}`, source(`locales/${it}.ts`)])),
  }
  await Promise.all([
    build({ ...shared, entryPoints: { loader: source('loader/loader.ts') }, format: 'iife', outdir }),
    build({ ...shared, entryPoints: modules, format: 'esm', outdir }),
  ])
  await minifyBundles(outdir, target)
}

const target = ['chrome123', 'firefox124', 'safari17.5']

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  target,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [styleSheetsAsText(), listedLocales(locales)],
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
