import { read } from '../../standin/brain/reading.ts'
import type { MessagesRequest } from '../../standin/messages-request.ts'
import { textOf } from '../../standin/messages-request.ts'
import { callerOf, isSpecialist } from '../../standin/recognise.ts'
import { type Brain, callTools, say } from '../../standin/reply.ts'
import { orderStep } from './order-steps.ts'
import { productStep } from './product-steps.ts'
import { sentenceOf, type Wish, wishesIn } from './wishes.ts'

/**
 * The model of a fault run. It understands the sentences of `wishes.ts` and nothing else, but those always, so that
 * whatever goes wrong does so by a fault. Same request, same reply.
 */
export const chaosBrain: Brain = {
  reply(request) {
    switch (callerOf(request)) {
      case 'router':
        return say(JSON.stringify(decide(request)))
      case 'summariser':
        return say(`They spoke about orders and products. ${markIn(request) ?? ''}`)
      case 'specialist': {
        const step = isSpecialist(request, 'order') ? orderStep(request) : productStep(request)
        return typeof step === 'string' ? say(step) : callTools(step)
      }
    }
  },
}

/** Customers mark what they write with their conversation's number in this run. */
export function markOf(conversation: string, move: number): string {
  return `[${conversation}.${move}]`
}

/** The newest mark that a request shows. */
export function conversationIn(request: MessagesRequest): string | undefined {
  return /^\[(\w+)\./.exec(markIn(request) ?? '')?.[1]
}

function markIn({ messages }: MessagesRequest): string | undefined {
  return textOf(messages[0]?.content ?? '')
    .match(/\[c\d+\.\d+\]/g)
    ?.at(-1)
}

function decide(request: MessagesRequest) {
  const { fresh, conversation } = read(request)
  const lines = fresh.length > 0 ? fresh : conversation.slice(-1)
  const wishes = wishesIn(lines.map(({ text }) => text).join('\n'))
  if (wishes.some(({ kind }) => kind === 'person'))
    return plain('handoff', 'The customer asks for a person.', 'Somebody will be here soon.')
  const tasks = [taskFor('order', wishes), taskFor('product', wishes)].flat()
  if (tasks.length > 0) return { kind: 'delegate', reason: 'It is for a specialist.', tasks, reply: '' }
  return wishes.length > 0
    ? plain('reply', 'A greeting.', 'Hello! I can look at your orders and at our products.')
    : plain('question', 'It cannot be understood.', 'What can I do for you?')
}

function plain(kind: 'reply' | 'question' | 'handoff', reason: string, reply: string) {
  return { kind, reason, tasks: [], reply }
}

function taskFor(specialist: 'order' | 'product', wishes: readonly Wish[]) {
  const own = wishes.filter(({ kind }) => kind !== 'hello' && subjectOf(kind) === specialist)
  if (own.length === 0) return []
  return [{ specialist, task: own.map(sentenceOf).join(' '), reason: `It is about a ${specialist}.` }]
}

function subjectOf(kind: Wish['kind']): 'order' | 'product' {
  return kind === 'stock' ? 'product' : 'order'
}
