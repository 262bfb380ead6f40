import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReplayedTask, replay } from '../../../local/replay/replay.ts'
import { readTasks, type Task } from '../../../local/replay/tasks-file.ts'
import { loadStore } from '../../../local/store/load-store.ts'

/** The reference store's data and recorded calls, next to the repository. They are not part of it. */
const retail = resolve(import.meta.dirname, '../../../../shared/retail')
const sets = [
  { name: 'train', tasks: 'tasks-train.json', expected: 'expected-train.json' },
  { name: 'dev', tasks: 'tasks-dev.json', expected: 'expected-dev.json' },
  { name: 'negatives', tasks: 'negatives-dev.json', expected: 'expected-negatives-dev.json' },
  { name: 'edges', tasks: 'edges-dev.json', expected: 'expected-edges-dev.json' },
] as const
const minutes = 60_000

describe.runIf(existsSync(retail))('Against the reference store, on all of its recorded tasks', () => {
  let out: string
  let replayed: readonly ReplayedTask[]
  let tasksOf: ReadonlyMap<string, readonly Task[]>
  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'reference-'))
    tasksOf = new Map(sets.map(({ name, tasks }) => [name, readTasks(join(retail, 'dev', tasks))]))
    const tasks = [...tasksOf.values()].flat()
    replayed = await replay({ files: loadStore(join(retail, 'data')), tasks, onProgress: () => {} })
  }, 5 * minutes)
  afterAll(() => rmSync(out, { recursive: true }))

  test.each(sets)('every task of $name ends as it did there, in records, outcomes and values', (set) => {
    const ids = new Set(tasksOf.get(set.name)?.map(({ id }) => id))
    expect(ids.size).toBeGreaterThan(0)
    const actual = join(out, set.expected)
    const tasks = replayed.filter(({ id }) => ids.has(id))
    writeFileSync(actual, JSON.stringify({ protocol: 'storefront-replay/1', tasks }))
    const dev = (file: string) => join(retail, 'dev', file)
    const verdict = compare({
      data: join(retail, 'data'),
      tasks: dev(set.tasks),
      expected: dev(set.expected),
      actual,
      level: 'full',
    })
    expect(verdict).toContain(`level full: PASS ${ids.size}  FAIL 0  of ${ids.size}`)
  })
})

/** What the reference's own comparison says. It ends with another status than 0 if a task fails. */
function compare(options: Readonly<Record<string, string>>): string {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  try {
    return execFileSync('python3', [join(retail, 'compare.py'), ...args], { encoding: 'utf8' })
  } catch (error) {
    return error instanceof Error && 'stdout' in error && error.stdout !== ''
      ? String(error.stdout)
      : String(error)
  }
}
