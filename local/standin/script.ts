import type { MessagesRequest } from './messages-request.ts'
import { callerOf, isSpecialist, systemOf } from './recognise.ts'
import type { Brain, Reply } from './reply.ts'

/** Whether a scripted answer is for this request. */
export type Match = (request: MessagesRequest) => boolean

export interface Script extends Brain {
  /**
   * Queues an answer. A call takes the oldest answer whose `when` matches, so that agents which run at the same time
   * can each have their own. Returns the script.
   */
  answer(reply: Reply | ((request: MessagesRequest) => Reply), when?: Match): Script
  /** Every request that reached the brain, in order. */
  readonly requests: readonly MessagesRequest[]
  /** Throws when a call had no answer, or an answer had no call. */
  verify(): void
}

/** A brain that says what a test tells it to, and reports every call too many or too few. */
export function scriptedBrain(): Script {
  const waiting: { reply: Reply | ((request: MessagesRequest) => Reply); when: Match }[] = []
  const requests: MessagesRequest[] = []
  const unexpected: string[] = []
  const script: Script = {
    requests,
    answer(reply, when = () => true) {
      waiting.push({ reply, when })
      return script
    },
    reply(request) {
      requests.push(request)
      const index = waiting.findIndex((it) => it.when(request))
      const [step] = index < 0 ? [] : waiting.splice(index, 1)
      if (step === undefined) {
        unexpected.push(describe(request))
        throw new Error(`The script has no answer for ${describe(request)}`)
      }
      return typeof step.reply === 'function' ? step.reply(request) : step.reply
    },
    verify() {
      const problems = [
        ...unexpected.map((it) => `no answer was scripted for ${it}`),
        ...(waiting.length > 0 ? [`${waiting.length} scripted answer(s) were never asked for`] : []),
      ]
      if (problems.length > 0) throw new Error(`The script was not followed: ${problems.join('; ')}`)
    },
  }
  return script
}

export const isRouter: Match = (request) => callerOf(request) === 'router'
export const isSummariser: Match = (request) => callerOf(request) === 'summariser'
export const from =
  (specialist: string): Match =>
  (request) =>
    isSpecialist(request, specialist)

/** The text occurs anywhere in the request's messages. */
export const mentions =
  (text: string | RegExp): Match =>
  (request) => {
    const all = JSON.stringify(request.messages)
    return typeof text === 'string' ? all.includes(text) : text.test(all)
  }

export const all =
  (...matches: readonly Match[]): Match =>
  (request) =>
    matches.every((it) => it(request))

function describe(request: MessagesRequest): string {
  const last = JSON.stringify(request.messages.at(-1)?.content ?? '')
  return `a ${callerOf(request)} call (system "${systemOf(request).slice(0, 60)}…", last message ${last.slice(0, 160)})`
}
