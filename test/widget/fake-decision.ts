import type { Part } from '../../functions/core/parts.ts'

export type Decision = 'confirmed' | 'declined'
type Judged =
  | { readonly kind: 'decided'; readonly title: string }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }

/** What the real API says to a decision: once, in time, and the same one again changes nothing. */
export function judge(
  messages: readonly { readonly parts: readonly Part[] }[],
  actionId: string,
  decision: Decision,
): Judged {
  const parts = messages.flatMap((message) => message.parts)
  const asked = parts.find((part) => part.type === 'confirmation' && part.actionId === actionId)
  if (asked?.type !== 'confirmation') return { kind: 'refused', status: 404, code: 'not_found' }
  const decided = parts.find((part) => part.type === 'decision' && part.actionId === actionId)
  if (decided?.type === 'decision') {
    if (decided.decision === decision) return { kind: 'known' }
    return { kind: 'refused', status: 409, code: 'action_decided' }
  }
  if (Date.parse(asked.expiresAt) <= Date.now()) {
    return { kind: 'refused', status: 409, code: 'action_expired' }
  }
  return { kind: 'decided', title: asked.title }
}
