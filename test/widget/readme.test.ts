import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const widget = join(import.meta.dirname, '../../widget')
const read = (file: string) => readFileSync(join(widget, file), 'utf8')
const readme = read('README.md')

/** The keys of a type in `contract.ts`. */
function keysOf(type: string): string[] {
  const body = new RegExp(`export type ${type} = \\{([^]*?)\\n\\}`).exec(read('contract.ts'))?.[1] ?? ''
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => key ?? '')
}

describe("The widget's README", () => {
  test('has every command, every event and every attribute', () => {
    const [commands, events, options] = [keysOf('Widget'), keysOf('Events'), keysOf('WidgetOptions')]
    expect([commands.length, events.length, options.length]).toEqual([12, 8, 5])
    const missing = [
      ...commands.filter((it) => !new RegExp(`\`${it}[\`(]`).test(readme)),
      ...events.filter((it) => !readme.includes(`\`${it}\``)),
      ...options.filter((it) => !readme.includes(`\`data-${it}\``)),
    ]
    expect(missing).toEqual([])
  })

  test('has every CSS variable, 10 to 15 of them, and no other', () => {
    const sheets = read('loader/launcher.css') + read('panel/view/styles/frame.css')
    const used = new Set([...sheets.matchAll(/--switchboard-[\w-]+/g)].map(String))
    const told = new Set([...readme.matchAll(/--switchboard-[\w-]+/g)].map(String))
    expect([...told].sort()).toEqual([...used].sort())
    expect(used.size).toBeGreaterThanOrEqual(10)
    expect(used.size).toBeLessThanOrEqual(15)
  })
})
