import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { type Plugin, rolldown } from 'rolldown'
import { listedLocales } from './listed-locales.ts'

/** Beside English, which the panel brings along; each is fetched when it is spoken. */
export const locales = ['zh', 'es', 'ar'] as const

/** All that stands beside each other on the CDN: texts by their file names. */
export type WidgetFiles = {
  /** The names that pages know. What is in them changes, so browsers keep them for minutes. */
  readonly entries: ReadonlyMap<string, string>
  /** Named after their content: browsers keep them for good. */
  readonly lasting: ReadonlyMap<string, string>
}

/**
 * Bundles the widget. The entries are `loader.js` (a classic script, the one tag of the storefront) and `widget.js` (the
 * same as a module), which know the name of the panel, fetched when the shopper shows intent; and `panel.js`, which is the
 * newest panel, for a page whose own cannot be fetched. The panel knows the names of the locales.
 */
export async function buildWidget(): Promise<WidgetFiles> {
  const spoken = await Promise.all(locales.map((it) => lasting(`locale-${it}`, `locales/${it}.ts`, {})))
  const localeFiles = Object.fromEntries(locales.map((it, index) => [it, spoken[index]?.name]))
  const panel = await lasting('panel', 'panel/panel.ts', { localeFiles })
  const [loader, widget] = await Promise.all([
    bundled('loader/loader.ts', { panelFile: panel.name }, 'iife'),
    bundled('loader/module.ts', { panelFile: panel.name }),
  ])
  return {
    entries: new Map([
      ['loader.js', loader],
      ['widget.js', widget],
      ['panel.js', panel.text],
    ]),
    lasting: new Map([...spoken, panel].map(({ name, text }) => [name, text])),
  }
}

async function lasting(name: string, path: string, known: object): Promise<{ name: string; text: string }> {
  const text = await bundled(path, known)
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return { name: `${name}-${hash}.js`, text }
}

const target = ['chrome123', 'firefox124', 'safari17.5']

/** `known` are the constants that the sources only declare. */
async function bundled(path: string, known: object, format: 'esm' | 'iife' = 'esm'): Promise<string> {
  const define = Object.fromEntries(Object.entries(known).map(([name, it]) => [name, JSON.stringify(it)]))
  const bundle = await rolldown({
    input: join(import.meta.dirname, path),
    transform: { target, define },
    optimization: { inlineConst: { mode: 'all', pass: 3 } },
    plugins: [styleSheetsAsText(), listedLocales(locales)],
  })
  const { output } = await bundle.generate({ format, comments: false, minify: true })
  return output[0].code
}

function styleSheetsAsText(): Plugin {
  return {
    name: 'style-sheets-as-text',
    load: {
      filter: { id: /\.css$/ },
      async handler(path) {
        const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })
        return { code: code.trim(), moduleType: 'text' }
      },
    },
  }
}
