import type { Plugin } from 'rolldown'
import { listed } from './locales/listed.ts'

/** Gives the words of these locales to their files as lists, see `locales/listed.ts`. */
export function listedLocales(locales: readonly string[]): Plugin {
  return {
    name: 'listed-locales',
    load: {
      filter: { id: new RegExp(`[/\\\\]locales[/\\\\](${locales.join('|')})\\.ts$`) },
      async handler(path) {
        const { default: words } = await import(path)
        return { code: `export default ${JSON.stringify(listed(words))}`, moduleType: 'js' }
      },
    },
  }
}
