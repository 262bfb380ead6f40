import { parseArgs } from 'node:util'
import { chatScreen } from './client/chat-screen.ts'
import { converse } from './client/converse.ts'
import { deskCommand, deskHelp, linesOfWaiting } from './client/operator-desk.ts'
import { terminalPaint as paint } from './client/paint.ts'
import { runCommand } from './client/run-command.ts'
import { startTalk } from './client/talk.ts'
import { asCustomer, asOperator, findTarget, type Target } from './client/target.ts'

const help = `npm run chat -- [--customer <id>] [--api <URL>] [--once "<text>"]
npm run chat -- --operator [<conversation>] [--api <URL>]

Chats with a running system in the terminal. Lines come from the keyboard or from a pipe.

  --customer <id>   as this verified customer (mina_okafor_4821 in the demo store); anonymous if left out
  --api <URL>       another system than the one that npm start runs on this machine
  --once "<text>"   sends one message, prints the answer and ends; exit code 1 if the turn failed
  --operator        as one of the support people: in this conversation, or, without one, lists what waits for a person

In the chat: a number picks a choice, yes or no answers a confirmation, /person asks for a person (/person <why> tells
them why), /quit ends.
As an operator: ${deskHelp}`

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      customer: { type: 'string' },
      operator: { type: 'boolean' },
      api: { type: 'string' },
      once: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(help)
  const target = await findTarget(values.api)
  const [conversation] = positionals
  if (values.operator) return await operate(target, conversation)
  if (conversation !== undefined)
    throw new Error(`What is ${conversation}? Only --operator takes a conversation.`)
  return await chat(target, values)
})

async function chat(
  target: Target,
  { customer, once }: { readonly customer?: string; readonly once?: string },
): Promise<void> {
  const client = await asCustomer(target, customer)
  if (once === undefined) {
    console.log(paint('gray', `${customer ?? 'anonymous'} at ${target.apiUrl}; /quit ends\n`))
  }
  const conversation = await client.begin()
  const talk = startTalk(client, conversation, screen())
  if (once === undefined) {
    await converse('you', talk, async (line) => {
      const [, isPerson, reason = ''] = /^(\/person\b)?\s*(.*)$/s.exec(line) ?? []
      if (!isPerson) return void (await talk.say(line))
      await client.handoff(conversation, reason)
      await talk.hear()
    })
  } else if (!(await talk.say(once))) process.exitCode = 1
  console.log(paint('gray', `${conversation}\nnpm run story -- ${conversation}`))
}

async function operate(target: Target, conversation: string | undefined): Promise<void> {
  const client = await asOperator(target)
  if (conversation === undefined) {
    console.log(linesOfWaiting(await client.waiting(), paint).join('\n'))
    return
  }
  const shown = screen()
  const control = await client.control(conversation)
  console.log(
    paint('gray', `operator at ${target.apiUrl}; the ${control} holds this conversation\n${deskHelp}\n`),
  )
  const talk = startTalk(client, conversation, shown, { shows: 'all' })
  await talk.hear()
  await converse('team', talk, async (line) => {
    await deskCommand(line, conversation, client, shown)
    await talk.hear()
  })
}

function screen() {
  return chatScreen((text) => process.stdout.write(text), paint, process.stdout.isTTY === true)
}
