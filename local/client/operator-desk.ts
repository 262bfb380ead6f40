import type { ChatScreen } from './chat-screen.ts'
import type { OperatorClient, Waiting } from './operator-client.ts'
import type { Paint } from './paint.ts'

/** What an operator may type in a conversation. */
export const deskHelp =
  '/take takes it over, /back gives it back to the bot, /say <text> (or just the text) writes to the customer, /approve and /reject decide what waits for approval, /quit ends.'

/** Does what one line of an operator says. Throws what the API refuses. */
export async function deskCommand(
  line: string,
  conversation: string,
  client: OperatorClient,
  screen: ChatScreen,
): Promise<void> {
  const [, command, rest = ''] = /^(\/\w+)?\s*(.*)$/s.exec(line) ?? []
  switch (command) {
    case '/take':
      return await client.setControl(conversation, 'human')
    case '/back':
      return await client.setControl(conversation, 'bot')
    case '/approve':
    case '/reject': {
      const [oldest] = await client.approvals(conversation)
      if (!oldest) return screen.line('Nothing waits for approval here.')
      screen.line(`${command === '/approve' ? 'Approving' : 'Rejecting'}: ${oldest.details.title}`)
      return await client.decide(conversation, oldest.id, command === '/approve' ? 'approve' : 'reject')
    }
    case undefined:
    case '/say':
      if (rest !== '') await client.send(conversation, rest)
      return
    default:
      screen.line(deskHelp)
  }
}

/** What waits for a person, a line each. */
export function linesOfWaiting(all: readonly Waiting[], paint: Paint): string[] {
  if (all.length === 0) return ['Nobody waits for a person.']
  return all.map(({ id, handoff, waiting }) => {
    const since = paint('gray', `since ${waiting?.since.slice(0, 16).replace('T', ' ') ?? '?'} UTC`)
    const why = [
      ...(handoff ? [`handed off by the ${handoff.by}`] : []),
      ...(handoff?.reason === undefined ? [] : [`"${handoff.reason}"`]),
      ...(waiting && waiting.actionIds.length > 0 ? [`${waiting.actionIds.length} to approve`] : []),
    ]
    return `${id}  ${since}  ${why.join(', ')}`
  })
}
