import * as z from 'zod'
import { messagesResponse, messageView } from '../../../functions/api/schemas.ts'
import type { AcceptedMessage, GivenUp } from '../audit/messages.ts'
import { type Answer, codeOf, type Line } from './line.ts'

/** A client reads what it needs, and does not mind fields that it does not know. */
const { data: _, turn, ...rest } = messagesResponse.shape
const read = z.object({
  ...rest,
  data: z.array(z.object(messageView.shape)),
  turn: z.object({ number: turn.shape.number, status: turn.shape.status }),
})
const begunAs = z.object({ id: z.string() })
const acceptedAs = z.object({
  message: z.object({ id: z.string(), seq: z.int() }),
  turn: z.object({ number: z.int() }),
})
type Message = z.infer<typeof read>['data'][number]
type TurnStatus = z.infer<typeof read>['turn']['status']

/** What all customers' talks leave behind for the audit. */
export interface Register {
  readonly accepted: AcceptedMessage[]
  readonly givenUp: GivenUp[]
  /** Answers that the API must not give. */
  readonly unexpected: { readonly conversationId: string; readonly says: string }[]
}

/** One conversation as its customer has it on the screen. */
export interface Talk {
  readonly id: string
  readonly messages: readonly Message[]
  readonly status: TurnStatus
  /** The newest turn that this customer knows of. */
  readonly turn: number
  /** Reads what is new. */
  look(): Promise<void>
  /** Whether it was accepted. */
  say(text: string): Promise<boolean>
  decide(actionId: string, verb: 'confirm' | 'decline'): Promise<boolean>
  askForPerson(): Promise<boolean>
}

/** Begins a conversation; `undefined`: not even that was possible. */
export async function beginTalk(label: string, line: Line, register: Register): Promise<Talk | undefined> {
  const begun = await line.post('/v1/conversations', {}, `begin-${label}`)
  if (begun?.status !== 201) return undefined
  const { id } = begunAs.parse(begun.body)
  const path = `/v1/conversations/${id}`
  const messages: Message[] = []
  let status: TurnStatus = 'idle'
  let newestTurn = 0
  let said = 0

  function expected(answer: Answer, codes: readonly string[]): boolean {
    if (answer.status === 202) return true
    if (!codes.includes(codeOf(answer))) {
      const says = `the API answered ${answer.status} ${JSON.stringify(answer.body)}`
      register.unexpected.push({ conversationId: id, says })
    }
    return false
  }

  return {
    id,
    messages,
    get status() {
      return status
    },
    get turn() {
      return newestTurn
    },
    async look() {
      for (;;) {
        const after = messages.at(-1)?.seq ?? 0
        const { body } = await line.get(`${path}/messages?after=${after}&limit=100`)
        const { data, page, turn } = read.parse(body)
        // Two looks at the same time may bring the same.
        messages.push(...data.filter(({ seq }) => seq > (messages.at(-1)?.seq ?? 0)))
        status = turn.status
        newestTurn = Math.max(newestTurn, turn.number)
        if (!page.hasMore) return
      }
    },
    async say(text) {
      said += 1
      const answer = await line.post(`${path}/messages`, { text }, `${label}-${said}`)
      if (answer === undefined) {
        register.givenUp.push({ conversationId: id, text })
        return false
      }
      if (!expected(answer, [])) return false
      const { message, turn } = acceptedAs.parse(answer.body)
      newestTurn = Math.max(newestTurn, turn.number)
      register.accepted.push({ conversationId: id, id: message.id, seq: message.seq, text })
      return true
    },
    async decide(actionId, verb) {
      const answer = await line.post(`${path}/actions/${actionId}/${verb}`, {})
      return answer !== undefined && expected(answer, overtaken)
    },
    async askForPerson() {
      const answer = await line.post(`${path}/handoff`, {})
      return answer !== undefined && expected(answer, [])
    },
  }
}

/** Somebody or something else was faster. */
const overtaken = ['action_decided', 'action_expired', 'action_in_progress']

/** The action that the customer is asked about, if the last word is such a question. */
export function askedAction({ messages, status }: Talk): string | undefined {
  if (status !== 'awaiting_confirmation') return undefined
  return messages
    .flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'confirmation' ? [part.actionId] : [])))
    .at(-1)
}
