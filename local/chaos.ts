import { parseArgs } from 'node:util'
import { allFaultKinds, faultKinds } from './chaos/faults/kinds.ts'
import { costlyFaults, factsOf, outcomesOf, reasonsOf, tallyOf, tellViolations } from './chaos/report.ts'
import { type ChaosOptions, type ChaosResult, runChaos } from './chaos/run.ts'
import type { Progress } from './chaos/talking.ts'
import { terminalPaint as paint } from './client/paint.ts'
import { runCommand } from './client/run-command.ts'

/** Turns in which every kind of fault must have occurred. */
const thorough = 1000

const help = `npm run chaos -- [--turns 1000] [--seed N] [--faults 0.2] [--conversations 80] [--verbose]

Lets many customers talk to the system on this machine while things fail, and then audits the tables: every accepted
message has one visible outcome, every receipt one effect and the other way round, order holds, no run is stuck, no
message is left in a queue, money is conserved. Exit code 1 if anything of that is not so.

  --turns <n>           of all conversations together; 1000 if left out
  --seed <n>            of the shop, the customers and the faults; by chance if left out
  --faults <rate>       0 to 1: of all function events, queue sends and model calls so many are hit; 0.2 if left out
  --conversations <n>   at the same time; 80 if left out
  --verbose             in the end every fault with its place, and why there was no answer where there was none

The same seed gives the same shop, the same customers with the same dice, and for the nth time that the same thing is
done in the same turn of the same conversation the same fault or none. Not repeatable is who is faster: functions run side
by side on real threads, so that conversations may take another course, and other faults then apply. A violation comes
back with its seed most of the time, not each time. Time is the host's: it jumps from one thing that is due to the next.
Ctrl-C ends a run early: nothing new begins, and what was done is audited.

The faults:
${Object.entries(faultKinds)
  .map(([kind, what]) => `  ${kind.padEnd(36)} ${what}`)
  .join('\n')}`

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      turns: { type: 'string', default: '1000' },
      seed: { type: 'string' },
      faults: { type: 'string', default: '0.2' },
      conversations: { type: 'string', default: '80' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(help)
  const turns = number('turns', values.turns, 1)
  const seed = number('seed', values.seed ?? String(Math.floor(Math.random() * 1e6)), 0)
  const rate = number('faults', values.faults, 0)
  if (rate > 0.9) throw new Error('--faults must be at most 0.9, else nothing ever ends.')
  const conversations = Math.min(turns, number('conversations', values.conversations, 1))
  const command = `npm run chaos -- --turns ${turns} --seed ${seed} --faults ${rate} --conversations ${conversations}`
  console.log(paint('gray', command))
  await play({ turns, seed, rate, conversations }, command, values.verbose)
})

async function play(options: ChaosOptions, command: string, verbose: boolean): Promise<void> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const enough = new AbortController()
  process.once('SIGINT', () => {
    console.log(
      paint(
        'gray',
        'No new conversations; what is under way is brought to its end, and audited. Again to quit.',
      ),
    )
    enough.abort()
  })
  const onProgress = progressLine(options.turns, seconds)
  const result = await runChaos({ ...options, onProgress, enough: enough.signal })
  const rate = (result.turns / seconds()).toFixed(1)
  console.log(
    `\n${result.turns} turns in ${seconds().toFixed(0)} s (${rate}/s), ${result.injected.length} faults\n`,
  )
  console.table(tallyOf(result))
  console.log('All turns, by their outcome:', outcomesOf(result))
  console.log('What happened besides:', factsOf(result))
  if (verbose) tellAll(result)
  failWithout(result, options)
  if (result.violations.length === 0) return console.log(paint('green', 'Every promise was kept.'))
  console.log(`\n${tellViolations(result, paint)}`)
  console.log(paint('red', `${result.violations.length} violations. Again: ${command}`))
  process.exitCode = 1
}

/** In a run of this length every kind of fault occurs; else nobody may call it survived. */
function failWithout({ injected, turns }: ChaosResult, { rate }: ChaosOptions): void {
  if (turns < thorough || rate === 0) return
  const missing = allFaultKinds.filter((kind) => injected.every((fault) => fault.kind !== kind))
  if (missing.length === 0) return
  console.log(paint('red', `These faults did not occur: ${missing.join(', ')}.`))
  process.exitCode = 1
}

function tellAll(result: ChaosResult): void {
  const { injected, labels } = result
  console.log('Why there was no answer:', reasonsOf(result))
  console.log('Turns that ended with an apology after one fault or two:', costlyFaults(result))
  const ids = new Map([...labels].map(([id, label]) => [label, id]))
  for (const { at, kind, conversation, turn, who, doing } of injected) {
    const where =
      conversation === undefined ? 'nowhere' : `${conversation} ${ids.get(conversation)} turn ${turn}`
    console.log(`${new Date(at).toISOString()} ${kind}: ${who}, ${doing} (${where})`)
  }
}

/** At least every two seconds, on a terminal in place. */
function progressLine(turns: number, seconds: () => number): (progress: Progress) => void {
  let shown = 0
  return ({ turns: had, faults }) => {
    if (seconds() - shown < 1.5) return
    shown = seconds()
    const line = `${had} of ${turns} turns, ${(had / shown).toFixed(1)}/s, ${faults} faults, ${shown.toFixed(0)} s`
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${line}`)
    else console.log(line)
  }
}

function number(name: string, text: string, least: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value
  throw new Error(`--${name} must be a number of at least ${least}, and is "${text}".`)
}
