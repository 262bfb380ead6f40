import { giveFeedback, markRead, type Remarks } from '../core/remarks.ts'
import { parseBody, type Route } from './http.ts'
import type { MessageOptions } from './messages.ts'
import { notFound, Problem } from './problem.ts'
import { feedbackRequest, readRequest } from './schemas.ts'

export interface RemarkOptions extends MessageOptions {
  readonly remarks: Remarks
}

/** `POST /v1/conversations/{id}/feedback`: the customer rates an answer; rating it again replaces that. */
export function postFeedback(options: RemarkOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const given = parseBody(feedbackRequest, request.body)
    const conversationId = request.params.id ?? ''
    const result = await giveFeedback({ conversationId, session, ...given }, options)
    if (result === 'not_found') throw notFound()
    if (result === 'not_an_answer') {
      throw new Problem(422, 'not_an_answer', 'Only an answer can be rated: give the seq of one.')
    }
    return { status: 204 }
  }
}

/** `POST /v1/conversations/{id}/read`: the customer has seen the messages up to `seq`. */
export function postRead(options: RemarkOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const { seq } = parseBody(readRequest, request.body)
    const conversationId = request.params.id ?? ''
    if ((await markRead({ conversationId, session, seq }, options)) === 'not_found') throw notFound()
    return { status: 204 }
  }
}
