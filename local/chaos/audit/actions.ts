import type { Action } from '../../../functions/core/action.ts'
import type { Message } from '../../../functions/core/conversation.ts'
import type { Part } from '../../../functions/core/parts.ts'
import type { KeptConversation } from './kept.ts'
import { type Violation, violations } from './violation.ts'

type Receipt = Extract<Part, { type: 'receipt' }>

/** Every change that was made has one receipt and somebody's yes, and every receipt a change that was made. */
export function auditActions({ record, messages, actions, turns }: KeptConversation): Violation[] {
  const receipts = messages.flatMap((message) =>
    message.parts.flatMap((part) => (part.type === 'receipt' ? [{ part, message }] : [])),
  )
  const of = (id: string) => receipts.filter(({ part }) => part.actionId === id)
  const executed = actions.filter(({ status }) => status === 'executed')
  return [
    ...violations('a receipt is an effect, and an effect a receipt', record.id, [
      ...executed.flatMap((action) => receiptFaults(action, of(action.id))),
      ...receipts
        .filter(({ part }) => !executed.some(({ id }) => id === part.actionId))
        .map(
          ({ part, message }) => `message ${message.seq} has a receipt of ${part.title}, which was not made`,
        ),
    ]),
    ...violations(
      'nothing is made without a yes',
      record.id,
      executed.flatMap((action) => consentFaults(action, messages, of(action.id)[0]?.message.seq)),
    ),
    ...violations(
      'no permission is left over',
      record.id,
      actions
        .filter(({ status }) => ['confirmed', 'approved', 'awaiting_approval'].includes(status))
        .map(({ details, status }) => `${details.title} is ${status}, and nothing is at work on it`),
    ),
    ...violations(
      'an apology is true',
      record.id,
      executed.flatMap((action) =>
        turns
          .filter((turn) => turn.record?.resumes?.actionId === action.id && turn.record.outcome === 'failed')
          .map(
            ({ number }) =>
              `turn ${number} apologises that nothing was changed, and ${action.details.title} was`,
          ),
      ),
    ),
  ]
}

function receiptFaults(
  { details, executedAt }: Action,
  receipts: readonly { readonly part: Receipt; readonly message: Message }[],
): string[] {
  const [receipt] = receipts
  if (!receipt || receipts.length > 1)
    return [`${details.title} was made, and has ${receipts.length} receipts`]
  const told = receipt.part.movements.map(({ label, amountCents }) => `${label} ${amountCents}`).join()
  const moved = details.movements.map(({ label, amountCents }) => `${label} ${amountCents}`).join()
  const isTrue =
    told === moved &&
    receipt.part.title === details.title &&
    executedAt !== undefined &&
    Date.parse(receipt.part.executedAt) === executedAt
  return isTrue ? [] : [`the receipt of ${details.title} says something else than its record`]
}

/** Between the confirmation and the receipt the customer has said something; it was approved if it had to be. */
function consentFaults(
  action: Action,
  messages: readonly Message[],
  receiptSeq = Number.POSITIVE_INFINITY,
): string[] {
  const isAbout = ({ parts }: Message, type: Part['type']) =>
    parts.some((part) => part.type === type && 'actionId' in part && part.actionId === action.id)
  const shown = messages.find((message) => isAbout(message, 'confirmation'))
  const between = messages.filter(({ seq }) => seq > (shown?.seq ?? 0) && seq < receiptSeq)
  const decisions = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'decision' && part.actionId === action.id ? [part.decision] : [])),
  )
  const { title } = action.details
  return [
    ...(shown ? [] : [`${title} was made, and the customer was never asked`]),
    ...(between.some(({ author }) => author === 'customer')
      ? []
      : [`${title} was made, and the customer said nothing`]),
    ...(decisions.includes('declined') || decisions.includes('rejected')
      ? [`${title} was made, and somebody had said no`]
      : []),
    ...(action.reasons === undefined || decisions.includes('approved')
      ? []
      : [`${title} was made, and no operator had approved it`]),
  ]
}
