import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildWidget, locales, type WidgetFiles } from '../../widget/build.ts'

let files: WidgetFiles

beforeAll(async () => {
  files = await buildWidget()
})

const kib = (text = '') => gzipSync(text, { level: 9 }).length / 1024
const entry = (name: string) => files.entries.get(name) ?? ''
const named = (start: string) => [...files.lasting].find(([name]) => name.startsWith(`${start}-`))

describe('The widget', () => {
  test.each(['loader.js', 'widget.js'])('is, before any intent, %s of at most 3 KiB gzipped', (name) => {
    expect(kib(entry(name))).toBeGreaterThan(1)
    expect(kib(entry(name))).toBeLessThanOrEqual(3)
  })

  test.each(locales)('is at most 25 KiB gzipped altogether, English and the locale %s included', (locale) => {
    const all = [entry('loader.js'), named('panel')?.[1], named(`locale-${locale}`)?.[1]]
    expect(all.filter(Boolean)).toHaveLength(3)
    expect(all.map(kib).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(25)
  })

  test('is these files and no other', () => {
    expect([...files.entries.keys()].sort()).toEqual(['loader.js', 'panel.js', 'widget.js'])
    const kinds = [...files.lasting.keys()].map((name) => name.replace(/-[0-9a-f]{8}\.js$/, ''))
    expect(kinds.sort()).toEqual([...locales.map((it) => `locale-${it}`), 'panel'].sort())
  })

  test('what browsers keep for good is named after its content', () => {
    for (const [name, text] of files.lasting) {
      const hash = createHash('sha256').update(text).digest('hex')
      expect(name).toContain(`-${hash.slice(0, 8)}.js`)
    }
  })

  test('each file knows the names of those that it fetches, and the newest panel has a name that stays', () => {
    const [panelFile = '', panel = ''] = named('panel') ?? []
    expect(panelFile).toMatch(/^panel-/)
    for (const name of ['loader.js', 'widget.js']) expect(entry(name)).toContain(panelFile)
    for (const locale of locales) expect(panel).toContain(named(`locale-${locale}`)?.[0])
    expect(entry('panel.js')).toBe(panel)
  })

  test('is the same to the byte when nothing has changed', async () => {
    expect(await buildWidget()).toEqual(files)
  })

  test('has nothing in it that a strict content security policy or Trusted Types would refuse', () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|<style|cssText/
    const all = [...files.entries, ...files.lasting]
    expect(all.flatMap(([name, source]) => (forbidden.test(source) ? [name] : []))).toEqual([])
  })
})
