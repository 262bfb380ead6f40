import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replayCommand } from '../../../local/replay/command.ts'
import { smallFiles } from './small-files.ts'

let directory: string
const path = (...names: string[]) => join(directory, ...names)
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'replay-'))
  for (const [name, records] of Object.entries(smallFiles)) {
    writeFileSync(path(`${name}.json`), JSON.stringify(records))
  }
})
afterAll(() => rmSync(directory, { recursive: true }))

async function run(...args: string[]): Promise<{ status: number; said: string; problems: string }> {
  const said: string[] = []
  const problems: string[] = []
  const status = await replayCommand(args, {
    info: (line) => said.push(line),
    problem: (line) => problems.push(line),
  })
  return { status, said: said.join('\n'), problems: problems.join('\n') }
}

function tasksFile(content: unknown): string {
  writeFileSync(path('tasks.json'), JSON.stringify(content))
  return path('tasks.json')
}

test('writes the output, making its folder, and succeeds whatever the calls answered', async () => {
  const arguments_ = { order_id: '#W0482117', reason: 'because' }
  const tasks = tasksFile([
    {
      id: 'one',
      user_id: 'mina_okafor_4821',
      note: 'for readers',
      actions: [{ name: 'cancel_pending_order', arguments: arguments_ }],
    },
  ])
  const out = path('new', 'folder', 'out.json')
  const { status, said } = await run('--data', directory, '--tasks', tasks, '--out', out)
  expect(said).toMatch(/^1 tasks, 1 calls \(1 of them answered an error\) in .* s: /)
  expect(status).toBe(0)
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
    protocol: 'storefront-replay/1',
    tasks: [
      {
        id: 'one',
        results: [{ ok: false, code: 'INVALID_REASON', message: expect.any(String) }],
        state: { orders: {}, users: {} },
      },
    ],
  })
})

test('explains itself', async () => {
  const { status, said } = await run('--help')
  expect([status, said]).toEqual([0, expect.stringContaining('--data DIR --tasks FILE --out FILE')])
})

test.each<[string, () => string[], RegExp]>([
  ['an argument is missing', () => ['--data', directory], /^--tasks, --out is missing[\s\S]*npm run replay/],
  ['an option is unknown', () => ['--date', directory], /Unknown option '--date'/],
  [
    'the data are not there',
    () => ['--data', path('nowhere'), '--tasks', tasksFile([]), '--out', path('x.json')],
    /users\.json cannot be read/,
  ],
  [
    'the tasks are not there',
    () => ['--data', directory, '--tasks', path('nothing.json'), '--out', path('x.json')],
    /nothing\.json cannot be read/,
  ],
  [
    'the tasks are of another form',
    () => ['--data', directory, '--tasks', tasksFile([{ id: 'one' }]), '--out', path('x.json')],
    /array of tasks[\s\S]*actions/,
  ],
  [
    'the output cannot be written',
    () => ['--data', directory, '--tasks', tasksFile([]), '--out', path('users.json', 'out.json')],
    /users\.json/,
  ],
])('says what is wrong if %s, with status 2', async (_, args, message) => {
  const { status, problems } = await run(...args())
  expect(problems).toMatch(message)
  expect(status).toBe(2)
})
