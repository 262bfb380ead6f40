import { parseArgs } from 'node:util'
import { terminalPaint } from './client/paint.ts'
import { runCommand } from './client/run-command.ts'
import { asOperator, findTarget } from './client/target.ts'
import { tellStory } from './client/trace-text.ts'

const help = `npm run story -- <conversationId> [--api <URL>]

Tells what happened in a conversation and why: the messages, the route with its reasons, what each specialist
did with which tools, who waited for whom, the reply, tokens, cost and time. --json prints the trace itself.`

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { api: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(help)
  const conversation = positionals[0]
  if (conversation === undefined) throw new Error(`Which conversation? ${help}`)
  const operator = await asOperator(await findTarget(values.api))
  const turns = await operator.trace(conversation)
  if (values.json) return console.log(JSON.stringify({ conversationId: conversation, turns }, null, 2))
  process.stdout.write(tellStory(conversation, turns, terminalPaint))
})
