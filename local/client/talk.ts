import type { Client, Message } from './api-client.ts'
import type { ChatScreen } from './chat-screen.ts'

/** One conversation on a screen. */
export interface Talk {
  readonly screen: ChatScreen
  /** Whether the turn ended well. */
  say(text: string): Promise<boolean>
  /** Waits for the turn that is being worked on, if one is, and shows what is new. Whether it ended well. */
  hear(): Promise<boolean>
  /** Shows what is new by now, after `clear`. Whether there was anything. */
  look(clear?: () => void): Promise<boolean>
  /** What a line stands for: a number is the choice of that number. */
  meant(line: string): string
}

/** `shows`: what others said, or all of it, as an operator sees it. */
export function startTalk(
  client: Client,
  conversation: string,
  screen: ChatScreen,
  { shows = 'others' }: { readonly shows?: 'others' | 'all' } = {},
): Talk {
  let choices: readonly string[] = []
  let seen = 0

  function show(messages: readonly Message[], clear: () => void): boolean {
    const fresh = messages.filter(({ seq }) => seq > seen)
    seen = Math.max(seen, ...fresh.map(({ seq }) => seq))
    const shown = fresh.filter(({ author }) => shows === 'all' || author !== 'customer')
    if (shown.length === 0) return false
    clear()
    screen.answered(shown)
    choices = shown.flatMap(choicesOf)
    return true
  }

  async function hear(): Promise<boolean> {
    const { turn } = await client.untilAnswered(conversation, seen, { onTurn: screen.turn })
    await look()
    return turn.status !== 'failed'
  }

  async function look(clear = () => {}): Promise<boolean> {
    return show((await client.read(conversation, seen)).messages, clear)
  }

  return {
    screen,
    hear,
    look,
    meant: (line) => (choices[Number(line) - 1] ?? line).trim(),
    async say(text) {
      await client.send(conversation, text)
      return await hear()
    },
  }
}

function choicesOf({ parts }: Message): string[] {
  return parts.flatMap((part) => (part.type === 'choices' ? part.choices : []))
}
