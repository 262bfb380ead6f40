/**
 * An answer that is not the one hoped for: RFC 9457. `code` is stable, for programs; `detail` says what happened and
 * what to do next, for people. Never a stack trace, a vendor's message or somebody else's data.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldError[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    detail: string,
    more: {
      readonly errors?: readonly FieldError[]
      readonly headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.errors = more.errors ?? []
    this.headers = more.headers ?? {}
  }
}

/** `pointer` is a JSON pointer into the body (`/text`), or names a query parameter (`?after`) or header. */
export interface FieldError {
  readonly pointer: string
  readonly detail: string
}

/** The same answer for what does not exist and for what is somebody else's. */
export function notFound(): Problem {
  return new Problem(404, 'not_found', 'There is no such conversation, or it is not yours.')
}

export function tooBusy(): Problem {
  return new Problem(
    503,
    'too_busy',
    'Too many messages are arriving in this conversation at once. Nothing was accepted; send this one again.',
    { headers: { 'Retry-After': '1' } },
  )
}

export function conversationClosed(): Problem {
  return new Problem(409, 'conversation_closed', 'This conversation is closed. Begin a new one.')
}

export function operatorsOnly(what: string): Problem {
  return new Problem(403, 'operators_only', `Only operators can ${what}.`)
}
