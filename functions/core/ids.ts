import * as z from 'zod'

/**
 * Public ids: a prefix that names the kind, then the 32 hex digits of a UUIDv7 (time-ordered, 74 random bits).
 * Made by the `newId` that a handler passes in, so that a test can fix them.
 */
export const conversationId = idWith('cnv')
export const messageId = idWith('msg')
export const turnId = idWith('trn')
export const sessionId = idWith('ses')
export const actionId = idWith('act')

export type IdPrefix = 'cnv' | 'msg' | 'trn' | 'ses' | 'act' | 'req'
export type NewId = (prefix: IdPrefix) => string

function idWith(prefix: IdPrefix) {
  return z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), `must be an id that starts with ${prefix}_`)
}
