/**
 * The memory table's keys. What is read together lies together: a conversation is one partition; its messages are a
 * range, with the summary sorted behind the newest; a turn with its runs and answers is a range.
 */
export const keys = {
  conversation: (id: string) => ({ pk: `conversation#${id}`, sk: 'meta' }),
  message: (id: string, seq: number) => ({ pk: `conversation#${id}`, sk: `message#${digits(seq, 10)}` }),
  summary: (id: string) => ({ pk: `conversation#${id}`, sk: 'message#summary' }),
  turn: (id: string, turn: number) => ({ pk: `conversation#${id}`, sk: `turn#${digits(turn, 8)}` }),
  step: (id: string, turn: number, specialist: string, index: number) => ({
    pk: `conversation#${id}`,
    sk: `turn#${digits(turn, 8)}#run#${specialist}#${digits(index, 4)}`,
  }),
  answer: (id: string, turn: number, specialist: string) => ({
    pk: `conversation#${id}`,
    sk: `turn#${digits(turn, 8)}#answer#${specialist}`,
  }),
  deferral: (id: string, turn: number, specialist: string) => ({
    pk: `conversation#${id}`,
    sk: `turn#${digits(turn, 8)}#deferral#${specialist}`,
  }),
  action: (id: string, actionId: string) => ({ pk: `conversation#${id}`, sk: `action#${actionId}` }),
  connection: (id: string, connectionId: string) => ({
    pk: `conversation#${id}`,
    sk: `connection#${connectionId}`,
  }),
  /** Leads from a connection to its conversation. */
  connectionPointer: (connectionId: string) => ({ pk: `connection#${connectionId}`, sk: 'conversation' }),
  owned: (owner: string, id: string) => ({ pk: `owner#${owner}`, sk: `conversation#${id}` }),
  /** By the id of the conversation, or of the action, that waits for a person. */
  waiting: (id: string) => ({ pk: 'waiting', sk: id }),
  idempotency: (key: string) => ({ pk: `idempotency#${key}`, sk: 'request' }),
} as const

/** Sort key prefixes and bounds for ranges. */
export const ranges = {
  messages: 'message#',
  actions: 'action#',
  connections: 'connection#',
  lastMessage: `message#${'9'.repeat(10)}`,
  steps: (turn: number, specialist: string) => `turn#${digits(turn, 8)}#run#${specialist}#`,
  answers: (turn: number) => `turn#${digits(turn, 8)}#answer#`,
  turnStart: (turn: number) => `turn#${digits(turn, 8)}`,
  turnEnd: (turn: number) => `turn#${digits(turn, 8)}~`,
} as const

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
