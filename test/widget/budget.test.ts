import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWidget, locales, widgetFiles } from '../../widget/build.ts'

let outdir: string
let files: Record<string, string>

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'widget-'))
  await buildWidget(outdir)
  const names = await readdir(outdir)
  const entries = names.map(async (name) => [name, await readFile(join(outdir, name), 'utf8')] as const)
  files = Object.fromEntries(await Promise.all(entries))
})
afterAll(() => rm(outdir, { recursive: true }))

const kib = (name: string) => gzipSync(files[name] ?? '', { level: 9 }).length / 1024

describe('The widget', () => {
  test.each(['loader.js', 'widget.js'])('is, before any intent, %s of at most 3 KiB gzipped', (entry) => {
    expect(kib(entry)).toBeGreaterThan(1)
    expect(kib(entry)).toBeLessThanOrEqual(3)
  })

  test.each(locales)('is at most 25 KiB gzipped altogether, English and the locale %s included', (locale) => {
    const all = ['loader.js', 'panel.js', `locale-${locale}.js`]
    expect(Object.keys(files)).toEqual(expect.arrayContaining(all))
    expect(all.map(kib).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(25)
  })

  test('is these files and no other', () => {
    expect(Object.keys(files).sort()).toEqual([...widgetFiles].sort())
  })

  test('has nothing in it that a strict content security policy or Trusted Types would refuse', () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|<style|cssText/
    expect(Object.values(files).filter((source) => forbidden.test(source))).toEqual([])
  })
})
