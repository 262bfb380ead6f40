import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { ApiProblem, type Client, type Message } from './client/api-client.ts'
import { chatScreen } from './client/chat-screen.ts'
import { terminalPaint as paint } from './client/paint.ts'
import { runCommand } from './client/run-command.ts'
import { asCustomer, findTarget } from './client/target.ts'

const help = `npm run chat -- [--customer <id>] [--api <URL>] [--once "<text>"]

Chats with a running system in the terminal. Lines come from the keyboard or from a pipe.

  --customer <id>   as this verified customer (mina_okafor_4821 in the demo store); anonymous if left out
  --api <URL>       another system than the one that npm start runs on this machine
  --once "<text>"   sends one message, prints the answer and ends; exit code 1 if the turn failed

In the chat: a number picks a choice, yes or no answers a confirmation, /person asks for a person, /quit ends.`

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      customer: { type: 'string' },
      api: { type: 'string' },
      once: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(help)
  const target = await findTarget(values.api)
  const client = await asCustomer(target, values.customer)
  if (values.once === undefined) {
    console.log(paint('gray', `${values.customer ?? 'anonymous'} at ${target.apiUrl}; /quit ends\n`))
  }
  const conversation = await client.begin()
  const chat = startChat(client, conversation)
  if (values.once === undefined) await chat.converse()
  else if (!(await chat.say(values.once))) process.exitCode = 1
  console.log(paint('gray', `${conversation}\nnpm run story -- ${conversation}`))
})

function startChat(client: Client, conversation: string) {
  const screen = chatScreen((text) => process.stdout.write(text), paint, process.stdout.isTTY === true)
  let choices: readonly string[] = []
  let seen = 0

  /** Whether the turn ended well. */
  async function say(text: string): Promise<boolean> {
    const { message } = await client.send(conversation, text)
    seen = message.seq
    return await hear()
  }

  async function hear(): Promise<boolean> {
    const { messages, turn } = await client.untilAnswered(conversation, seen, { onTurn: screen.turn })
    screen.answered(messages)
    seen = Math.max(seen, ...messages.map(({ seq }) => seq))
    choices = messages.flatMap(choicesOf)
    return turn.status !== 'failed'
  }

  async function converse(): Promise<void> {
    const keyboard = process.stdin.isTTY === true
    const lines = createInterface({ input: process.stdin, ...(keyboard ? { output: process.stdout } : {}) })
    lines.setPrompt(paint('cyan', 'you    '))
    if (keyboard) lines.prompt()
    for await (const line of lines) {
      const text = (choices[Number(line) - 1] ?? line).trim()
      if (text === '/quit') break
      if (!keyboard && text !== '') screen.line(`you    ${text}`)
      if (text === '/person') {
        await client.handoff(conversation)
        await hear()
      } else if (text !== '') await say(text).catch(showProblem)
      if (keyboard) lines.prompt()
    }
    lines.close()
    if (keyboard) screen.line('')
  }

  /** What the API refuses, a message that is too long for example, does not end the chat. */
  function showProblem(error: unknown): void {
    if (!(error instanceof ApiProblem)) throw error
    screen.line(paint('red', error.message))
  }

  return { say, converse }
}

function choicesOf({ parts }: Message): string[] {
  return parts.flatMap((part) => (part.type === 'choices' ? part.choices : []))
}
