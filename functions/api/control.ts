import { type ControlChanged, giveBack, handOff } from '../core/control.ts'
import { type HttpResponse, parseBody, type Route } from './http.ts'
import type { MessageOptions } from './messages.ts'
import { conversationClosed, notFound, operatorsOnly, tooBusy } from './problem.ts'
import { controlRequest, handoffRequest } from './schemas.ts'

/** `POST /v1/conversations/{id}/handoff`: the customer, or an operator, wants a person. */
export function requestHandoff(options: MessageOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const { reason } = parseBody(handoffRequest, request.body ?? {})
    const conversationId = request.params.id ?? ''
    const changed = await handOff({ conversationId, session, reason }, options)
    return response(changed, conversationId, 'human')
  }
}

/** `POST /v1/conversations/{id}/control`: an operator takes the conversation over, or gives it back to the bot. */
export function setControl(options: MessageOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    if (!session.operator) throw operatorsOnly('take a conversation over or give it back')
    const { control } = parseBody(controlRequest, request.body)
    const conversationId = request.params.id ?? ''
    const { deadlineMs } = options
    const changed =
      control === 'human'
        ? await handOff({ conversationId, session }, options)
        : await giveBack({ conversationId, session, deadlineMs }, options)
    return response(changed, conversationId, control)
  }
}

function response(changed: ControlChanged, id: string, control: 'bot' | 'human'): HttpResponse {
  switch (changed) {
    case 'done':
      return { status: 202, body: { id, control } }
    case 'not_found':
      throw notFound()
    case 'closed':
      throw conversationClosed()
    case 'too_busy':
      throw tooBusy()
  }
}
