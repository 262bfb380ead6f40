import type { Plugin } from 'esbuild'
import { listed } from './locales/listed.ts'

/** Gives the words of these locales to their files as lists, see `locales/listed.ts`. */
export function listedLocales(locales: readonly string[]): Plugin {
  const filter = new RegExp(`[/\\\\]locales[/\\\\](${locales.join('|')})\\.ts$`)
  return {
    name: 'listed-locales',
    setup(bundle) {
      bundle.onLoad({ filter }, async ({ path }) => {
        const { default: words } = await import(path)
        return { contents: `export default ${JSON.stringify(listed(words))}` }
      })
    },
  }
}
