import { type AwsServer, jsonAnswer, serveAws } from '../aws-server.ts'
import type { AwsAnswer, Gate } from '../gate.ts'
import { requestLineOf, type WireMessage } from '../wire.ts'
import type { Delivery, OpenConnections } from './connections.ts'
import type { WebSocketApi } from './declaration.ts'

/** The API by which functions reach connected clients: `POST`, `GET` and `DELETE /@connections/{id}`. */
export async function serveManagement(
  { id, stage }: WebSocketApi,
  connections: OpenConnections,
  gates: readonly Gate[],
): Promise<AwsServer> {
  const prefix = `/${id}/${stage}/@connections/`

  const answer = (method: string, path: string, body: string): AwsAnswer => {
    if (!path.startsWith(prefix)) return refusal(403, 'ForbiddenException', 'Forbidden')
    const connectionId = decodeURIComponent(path.slice(prefix.length))
    switch (method) {
      case 'POST':
        return deliveries[connections.send(connectionId, body)]
      case 'DELETE':
        return connections.close(connectionId) ? { status: 204, body: '' } : deliveries.gone
      case 'GET': {
        const found = connections.find(connectionId)
        if (found === undefined) return deliveries.gone
        const { connectedAt, sourceIp, userAgent } = found.client
        return jsonAnswer(200, {
          connectedAt: new Date(connectedAt).toISOString(),
          lastActiveAt: new Date(found.lastActiveAt).toISOString(),
          identity: { sourceIp, userAgent },
        })
      }
      default:
        return refusal(405, 'MethodNotAllowedException', `${method} is not hosted locally`)
    }
  }

  const server = await serveAws({
    service: 'execute-api',
    gates,
    answer: async ({ message }) => {
      const { method, path } = requestLineOf(message)
      return answer(method, path, message.body)
    },
    actionOf: () => 'ManageConnections',
    resourceOf,
  })
  return { ...server, endpoint: `${server.endpoint}/${id}/${stage}` }
}

/** As policies name it: `{api}/{stage}/{method}/@connections/{id}`. */
function resourceOf(message: WireMessage): string {
  const { method, path } = requestLineOf(message)
  const [id, stage, ...rest] = decodeURIComponent(path).slice(1).split('/')
  return [id, stage, method, ...rest].join('/')
}

const deliveries: Record<Delivery, AwsAnswer> = {
  sent: { status: 200, body: '' },
  gone: refusal(410, 'GoneException', 'The connection is gone'),
  too_large: refusal(413, 'PayloadTooLargeException', 'A message has at most 128 KB'),
  full: refusal(429, 'LimitExceededException', "The client's buffer is full"),
}

function refusal(status: number, type: string, message: string): AwsAnswer {
  return jsonAnswer(status, { message }, { 'content-type': 'application/json', 'x-amzn-errortype': type })
}
