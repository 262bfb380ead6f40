import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWidget } from '../../widget/build.ts'

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

const kib = (source: string | undefined) => gzipSync(source ?? '', { level: 9 }).length / 1024

describe('The widget', () => {
  test('is a loader of at most 3 KiB and at most 25 KiB altogether, gzipped', () => {
    expect(Object.keys(files).sort()).toEqual(['loader.js', 'panel.js'])
    expect(kib(files['loader.js'])).toBeLessThanOrEqual(3)
    expect(kib(files['loader.js']) + kib(files['panel.js'])).toBeLessThanOrEqual(25)
  })

  test('has nothing in it that a strict content security policy or Trusted Types would refuse', () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|<style|cssText/
    expect(Object.values(files).filter((source) => forbidden.test(source))).toEqual([])
  })
})
