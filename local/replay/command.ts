import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { loadStore } from '../store/load-store.ts'
import { type ReplayedTask, replay } from './replay.ts'
import { readTasks } from './tasks-file.ts'

const help = `npm run replay -- --data DIR --tasks FILE --out FILE

Runs recorded tool calls through the real tools on real tables, without a model, and writes what came of them.

  --data DIR    users.json, orders.json and products.json: what the store holds before each task
  --tasks FILE  a JSON array of {"id", "user_id", "actions": [{"name", "arguments"}]}
  --out FILE    where the results go: per task what each call answered and which records differ afterwards

The tables are on a DynamoDB-compatible engine that ends with this command, or on the one at
AWS_ENDPOINT_URL_DYNAMODB, where they are deleted again.

Exit status: 0 every task was run, whatever its calls answered; 1 a task could not be run; 2 nothing was run.`

/** The command line of the replay. Answers the exit status. */
export async function replayCommand(
  args: readonly string[],
  say: { readonly info: (line: string) => void; readonly problem: (line: string) => void } = {
    info: (line) => console.log(line),
    problem: (line) => console.error(line),
  },
): Promise<0 | 1 | 2> {
  try {
    const options = optionsOf(args)
    if (options === 'help') {
      say.info(help)
      return 0
    }
    const files = loadStore(options.data)
    const tasks = readTasks(options.tasks)
    mkdirSync(dirname(options.out), { recursive: true })
    const start = performance.now()
    const replayed = await replay({ files, tasks, onProgress: say.info })
    const output = { protocol: 'storefront-replay/1', tasks: replayed }
    writeFileSync(options.out, `${JSON.stringify(output, undefined, 1)}\n`)
    return report(replayed, (performance.now() - start) / 1000, options.out, say)
  } catch (error) {
    say.problem(error instanceof Error ? error.message : String(error))
    return 2
  }
}

function optionsOf(args: readonly string[]): { data: string; tasks: string; out: string } | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      tasks: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const { data, tasks, out } = values
  if (values.help) return 'help'
  if (data === undefined || tasks === undefined || out === undefined) {
    const missing = Object.entries({ data, tasks, out }).flatMap(([name, it]) => (it ? [] : `--${name}`))
    throw new Error(`${missing.join(', ')} is missing.\n\n${help}`)
  }
  return { data, tasks, out }
}

function report(
  replayed: readonly ReplayedTask[],
  seconds: number,
  out: string,
  say: Required<Parameters<typeof replayCommand>>[1],
): 0 | 1 {
  const results = replayed.flatMap((it) => it.results)
  const failed = results.filter(({ ok }) => !ok).length
  say.info(
    `${replayed.length} tasks, ${results.length} calls (${failed} of them answered an error) in ${seconds.toFixed(1)} s: ${out}`,
  )
  const broken = replayed.flatMap(({ id, error }) => (error === undefined ? [] : [`${id}: ${error}`]))
  if (broken.length === 0) return 0
  say.problem([`${broken.length} task(s) could not be run:`, ...broken.slice(0, 10)].join('\n'))
  return 1
}
