import { type ActionDecision, decideAction } from '../core/decide-action.ts'
import type { Route } from './http.ts'
import type { MessageOptions } from './messages.ts'
import { Problem, tooBusy } from './problem.ts'

const verbs = [
  ['confirm', 'confirmed'],
  ['decline', 'declined'],
  ['approve', 'approved'],
  ['reject', 'rejected'],
] as const

/** `POST /v1/conversations/{id}/actions/{actionId}/confirm | decline | approve | reject`, by verb. */
export function decisionRoutes(options: MessageOptions): (readonly [string, Route])[] {
  return verbs.map(([verb, decision]) => [verb, decisionRoute(decision, options)])
}

function decisionRoute(decision: ActionDecision, options: MessageOptions): Route {
  return async (request) => {
    const session = await options.tokens.read(request.header('authorization'))
    const { id = '', actionId = '' } = request.params
    const { deadlineMs } = options
    const decided = await decideAction(
      { conversationId: id, actionId, session, decision, deadlineMs },
      options,
    )
    switch (decided) {
      case 'accepted':
        return { status: 202, body: { id: actionId, status: 'accepted' } }
      case 'not_found':
        throw new Problem(404, 'not_found', 'There is no such action, or it is not yours.')
      case 'expired':
        throw new Problem(
          409,
          'action_expired',
          'The time to confirm this is over. Nothing was done; ask for it again.',
        )
      case 'decided_otherwise':
        throw new Problem(
          409,
          'action_decided',
          'This action no longer waits for a decision. Reload to see what became of it.',
        )
      case 'in_progress':
        throw new Problem(
          409,
          'action_in_progress',
          'Another action of this conversation is being executed. Send this again in a few seconds.',
        )
      case 'too_busy':
        throw tooBusy()
    }
  }
}
