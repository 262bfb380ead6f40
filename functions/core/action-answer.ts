import { type Action, type ActionMove, isOpen, move } from './action.ts'
import { yesOrNo } from './yes-or-no.ts'

/**
 * What a turn means for the action that the conversation waits for. Decided by code, from the action's record and the
 * customer's words:
 * - `resume`: it is permitted; the run goes on with it
 * - `leave`: the customer or an operator does not want it
 * - `expired`: the yes came too late
 * - `ask_again`: the answer is not clear
 * - `none`: the turn is about something else, and the action is over
 */
export type ActionAnswer =
  | { readonly kind: 'resume'; readonly move?: ActionMove }
  | { readonly kind: 'leave'; readonly by: 'customer' | 'operator'; readonly move?: ActionMove }
  | { readonly kind: 'expired'; readonly move: ActionMove }
  | { readonly kind: 'ask_again' }
  | { readonly kind: 'none'; readonly move?: ActionMove }

/** `words`: what the customer wrote and no turn has answered, without decisions by button. */
export function answerToAction(action: Action, words: readonly string[], now: number): ActionAnswer {
  const answers = words.map(yesOrNo)
  switch (action.status) {
    case 'confirmed':
    case 'approved':
      // Confirmed, not executed yet, and then "no": still in time. "No, the other one" is a no as well.
      if (answers.includes('no')) return { kind: 'leave', by: 'customer', move: move(action, 'superseded') }
      if (words.some(beginsWithNo)) return { kind: 'none', move: move(action, 'superseded') }
      return { kind: 'resume' }
    case 'declined':
      return words.length === 0 ? { kind: 'leave', by: 'customer' } : { kind: 'none' }
    case 'rejected':
      return words.length === 0 ? { kind: 'leave', by: 'operator' } : { kind: 'none' }
    case 'pending':
      return answerToPending(action, answers, now)
    default:
      return { kind: 'none' }
  }
}

/**
 * While a human holds the conversation no model decides what the turn is about: what is permitted is done, and the rest
 * is left as it is.
 */
export function answerWhileHeld(
  action: Action,
  answer: ActionAnswer,
): Exclude<ActionAnswer, { kind: 'none' }> {
  if (answer.kind !== 'none') return answer
  const by = action.status === 'rejected' ? 'operator' : 'customer'
  return { kind: 'leave', by, ...(answer.move ? { move: answer.move } : {}) }
}

/** A wrong stop costs one more confirmation; a wrong go costs money. */
function beginsWithNo(text: string): boolean {
  return /^\W*(?:no|nope|not|don['’]?t|do not|stop|wait|hold on|nein|nicht|warte|espera|para|不|别|等|لا|انتظر)(?![\p{L}])/iu.test(
    text,
  )
}

/** Several messages in one burst are one answer only if they agree. */
function answerToPending(
  action: Action,
  answers: readonly ReturnType<typeof yesOrNo>[],
  now: number,
): ActionAnswer {
  const [first] = answers
  const said = first !== undefined && answers.every((it) => it === first) ? first : 'mixed'
  const isAnswer = said === 'yes' || said === 'no' || said === 'unclear'
  if (!isOpen(action, now)) return { kind: isAnswer ? 'expired' : 'none', move: move(action, 'expired') }
  switch (said) {
    case 'yes':
      return { kind: 'resume', move: move(action, 'confirmed') }
    case 'no':
      return { kind: 'leave', by: 'customer', move: move(action, 'declined') }
    case 'unclear':
      return { kind: 'ask_again' }
    case 'mixed':
      if (answers.every((it) => it !== 'other')) return { kind: 'ask_again' }
      return { kind: 'none', move: move(action, 'superseded') }
    case 'other':
      return { kind: 'none', move: move(action, 'superseded') }
  }
}
