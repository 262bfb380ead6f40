import * as z from 'zod'
import type { MessagesRequest } from '../messages-request.ts'
import { type Reply, say } from '../reply.ts'
import { type Clause, clausesOf, wantsPerson } from './clauses.ts'
import { orderIdsIn, questionAsked } from './context.ts'
import { type Reading, read } from './reading.ts'
import { smallTalk } from './small-talk.ts'
import { type Assigned, assign, type Subject } from './subjects.ts'
import { isYes, notesFor } from './task-notes.ts'
import { listed } from './words.ts'

interface Decision {
  readonly kind: 'delegate' | 'reply' | 'question' | 'handoff'
  readonly reason: string
  readonly tasks: readonly { readonly specialist: string; readonly task: string; readonly reason: string }[]
  readonly reply: string
}

/** The router: splits a message into requests, and gives each specialist its own, or answers itself. */
export function routeMessage(request: MessagesRequest): Reply {
  return say(JSON.stringify(decide(read(request), specialistsOf(request))))
}

function decide(reading: Reading, specialists: readonly string[]): Decision {
  const lines = reading.fresh.length > 0 ? reading.fresh : reading.conversation.slice(-1)
  const message = lines.map((it) => it.text).join('\n')
  const isOffered =
    isYes(message) && /\b(person|human|team)\b/i.test(questionAsked(reading.conversation) ?? '')
  if (wantsPerson(message) || isOffered) {
    return plain('handoff', 'The customer asks for a person.', smallTalk.handoff)
  }
  const clauses = clausesOf(message)
  if (clauses.length === 0 || clauses.every((it) => isNoise(it.text))) {
    return plain('question', 'The message cannot be understood.', smallTalk.unclear)
  }
  const assigned = assign(clauses, reading)
  const tasks = specialists.flatMap((specialist) => taskFor(specialist, assigned, reading))
  if (tasks.length === 0) return withoutTask(clauses, reading)
  const isPrivate = tasks.every((it) => it.specialist.includes('order'))
  if (isPrivate && reading.customerId === undefined && !isGeneral(message)) {
    return plain('reply', 'Orders are private and the customer is not verified.', smallTalk.logIn)
  }
  return { kind: 'delegate', reason: reasonFor(tasks), tasks, reply: '' }
}

function plain(kind: 'reply' | 'question' | 'handoff', reason: string, reply: string): Decision {
  return { kind, reason, tasks: [], reply }
}

function withoutTask(clauses: readonly Clause[], reading: Reading): Decision {
  if (clauses.some((it) => it.topic === 'probe')) {
    return plain('reply', 'It asks for instructions or for data of others.', smallTalk.refuse)
  }
  const talk = clauses.map((it) => smallTalk.answerTo(it.text)).find((it) => it !== undefined)
  if (talk !== undefined) return plain('reply', 'Small talk.', talk)
  const isLost = clauses.every((it) => it.topic === 'follow') && reading.conversation.length === 0
  return isLost
    ? plain('question', 'It refers to something that was not said before.', smallTalk.unclear)
    : plain('reply', 'It is not about this store.', smallTalk.offTopic)
}

function taskFor(specialist: string, assigned: readonly Assigned[], reading: Reading) {
  const subject = subjectFor(specialist)
  const own = assigned.filter((it) => it.subject === subject).map((it) => it.clause.text)
  if (subject === undefined || own.length === 0) return []
  const words = own.join('. ').replace(/([?!.])\./g, '$1')
  const notes = notesFor(subject, words, reading)
  const task = notes.length > 0 ? `${words} (${notes.join(' ')})` : words
  const reason = subject === 'order' ? 'It is about an order or the account.' : 'It is about the catalogue.'
  return [{ specialist, task, reason }]
}

/** A specialist for something else gets no tasks from this router. */
function subjectFor(specialist: string): Subject | undefined {
  if (specialist.includes('order')) return 'order'
  return specialist.includes('product') ? 'product' : undefined
}

function reasonFor(tasks: Decision['tasks']): string {
  const names = listed(tasks.map((it) => it.specialist))
  return tasks.length > 1 ? `Separate requests, for ${names}.` : `One request, for ${names}.`
}

/** A question about the store's rules, which needs no customer. */
function isGeneral(message: string): boolean {
  const rules =
    /\b(policy|policies|rules?)\b|\b(returns?|refunds?|exchanges?|cancellations?) works?\b|\bhow (do|can|does|would) (i|one|you|it) (return|exchange|cancel)\b|\bdo you (ship|deliver)\b|\bhow long\b.*\b(deliver|ship)/i
  return rules.test(message)
}

/** Letters without words: "sdfkjh", "???". */
function isNoise(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const odd = words.filter((it) => it.length > 3 && (!/[aeiouy]/.test(it) || /[^aeiouy]{5,}/.test(it)))
  const isId = orderIdsIn(text).length > 0 || /\d{10}/.test(text)
  return !isId && (words.length === 0 || odd.length > words.length / 2)
}

const answerSchema = z.object({
  properties: z.object({
    tasks: z.object({
      items: z.object({
        properties: z.object({ specialist: z.object({ enum: z.array(z.string()) }) }),
      }),
    }),
  }),
})

/** The specialists that may be chosen, from the schema of the answer. */
function specialistsOf(request: MessagesRequest): readonly string[] {
  const schema = answerSchema.safeParse(request.output_config?.format?.schema)
  return schema.success ? schema.data.properties.tasks.items.properties.specialist.enum : ['order', 'product']
}
