import type { AwsRequest } from '../../host/gate.ts'

/** What a request is about, as far as its text tells. */
export interface Place {
  readonly conversationId: string | undefined
  readonly turn: number | undefined
}

/** Keys, items and queue messages name the conversation, and most of them the turn. */
export function placeOf({ body }: AwsRequest): Place {
  const turn = inKey.exec(body)?.[1] ?? inMessage.exec(body)?.[1]
  return { conversationId: conversation.exec(body)?.[0], turn: turn === undefined ? undefined : Number(turn) }
}

const conversation = /cnv_[0-9a-f]{32}/
const inKey = /"turn#(\d{8})/
/** A queue message is JSON inside of JSON. */
const inMessage = /\\"turn\\":(\d+)/

/**
 * Where an environment works: requests that name no conversation (the store's records, reading a secret) belong to the
 * one that it named last.
 */
export function whereabouts(): (request: AwsRequest) => Place {
  const last = new Map<number, Place>()
  return (request) => {
    const found = placeOf(request)
    const { caller } = request
    if (caller === undefined) return found
    const known = last.get(caller.environment)
    const place =
      found.conversationId === undefined || found.conversationId === known?.conversationId
        ? { conversationId: known?.conversationId, turn: found.turn ?? known?.turn }
        : found
    last.set(caller.environment, place)
    return place
  }
}

/** What a request does, in a few words: "Put step", "TransactWrite meta+message", "Send task". */
export function doingOf({ action, body }: AwsRequest): string {
  if (action === 'SendMessage') return `send ${/\\"type\\":\\"([a-z-]+)/.exec(body)?.[1] ?? 'message'}`
  const kinds = new Set<string>()
  for (const [, turnItem, plain] of body.matchAll(sortKey)) kinds.add(turnItem ?? plain ?? '?')
  const items = [...kinds].toSorted().join('+')
  return items === '' ? action : `${action} ${items}`
}

/** The kind of an item is in its sort key: `message#…`, `turn#…#run#…`, or the word alone. */
const sortKey = /"sk":\{"S":"(?:turn#\d+#(run|answer|deferral)#[^"]*|([a-z]+)[^"]*)"/g
