import type { Session } from './intake.ts'

/** A client that is connected to a conversation. */
export interface Connection {
  readonly id: string
  readonly conversationId: string
  readonly session: Session
  /** Epoch milliseconds. */
  readonly connectedAt: number
  /** Epoch milliseconds: when the session's token runs out. From then on the connection hears nothing. */
  readonly until: number
}

/** Who is connected to which conversation. The gateway may lose a client without a word: what is here may be a ghost. */
export interface Connections {
  /** Answers the oldest ones, which had to give way: no conversation has more than `mostConnections`. */
  add(connection: Connection): Promise<Connection[]>
  find(id: string): Promise<Connection | undefined>
  /** `newest`: also what was added a moment ago. */
  of(conversationId: string, newest: boolean): Promise<Connection[]>
  /** One that is gone already is no error. */
  remove(connection: Pick<Connection, 'id' | 'conversationId'>): Promise<void>
}

/** A conversation is one or two people's, each with a few tabs. */
export const mostConnections = 5
