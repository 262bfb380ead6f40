import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository, sources } from './imports.ts'

const files = sources()
const production = files.filter((file) => !file.startsWith('test/'))

describe('House rules', () => {
  test('a file has at most 200 lines', () => {
    expect(production.filter((file) => linesOf(file).length > 201)).toEqual([])
  })

  test('no file or folder has a name that says nothing', () => {
    const empty = /(^|[/.-])(utils?|helpers?|common|misc|manager|base)([/.-]|$)|(^|\/)index\.\w+$/
    expect(files.filter((file) => empty.test(file))).toEqual([])
  })

  test('the environment is read in one place', () => {
    const readers = files.filter((file) => file.startsWith('functions/') && contains(file, /process\.env/))
    expect(readers).toEqual(['functions/adapters/env.ts'])
  })

  test('the domain and the agents have no clock and no dice of their own', () => {
    const impure = production.filter(
      (file) =>
        /^functions\/(core|agents|api)\//.test(file) &&
        !file.endsWith('handler.ts') &&
        contains(file, /Date\.now|new Date\(\)|Math\.random|randomUUID|setTimeout/),
    )
    expect(impure).toEqual([])
  })

  test('a class extends only a construct or an error', () => {
    const extending = production.flatMap((file) =>
      [...textOf(file).matchAll(/class \w+ extends ([\w.]+)/g)].map(([, parent]) => `${file}: ${parent}`),
    )
    expect(extending.filter((entry) => !/: (Construct|Stack|Error|HTMLElement)$/.test(entry))).toEqual([])
  })
})

function textOf(file: string): string {
  return readFileSync(join(repository, file), 'utf8')
}

function linesOf(file: string): string[] {
  return textOf(file).split('\n')
}

function contains(file: string, pattern: RegExp): boolean {
  return pattern.test(textOf(file))
}
