import type { Server } from 'node:http'
import type { Assembly } from './assembly.ts'
import type { Place } from './attributes.ts'
import type { Clock } from './clock.ts'
import { declaredDistributions } from './distribution/declaration.ts'
import { serveDistribution } from './distribution/distribution.ts'
import type { Outcome } from './environment.ts'
import type { Gate } from './gate.ts'
import type { OnEvent } from './host-events.ts'
import { firstOf } from './local-page.ts'
import type { Resolver } from './resolve.ts'
import { declaredRestApi } from './rest-declaration.ts'
import { type Mount, serveRestApi } from './rest-server.ts'
import { declaredWebSocketApi } from './web-socket/declaration.ts'
import { socketPath, startWebSocket } from './web-socket/web-socket.ts'

/** What the app offers to clients: the REST API and, on the same port, the WebSocket and the files of distributions. */
export type Front = {
  url: string
  server: Server
  /** Turns the addresses that these would have on AWS into those that they have here. */
  localise: (text: string) => string
  stopListening: () => void
  close: () => Promise<void>
}

export async function startFront(given: {
  assembly: Assembly
  resolver: Resolver
  place: Place
  port: number
  mount: Mount
  clock: Clock
  gates: readonly Gate[]
  invoke: (functionName: string, event: unknown, requestId: string) => Promise<Outcome>
  onEvent: OnEvent
}): Promise<Front> {
  const { assembly, resolver, place } = given
  const api = declaredRestApi(assembly, resolver, place)
  const socketApi = declaredWebSocketApi(assembly, resolver, place)
  const distributions = await declaredDistributions(assembly, resolver, place)
  const mount = firstOf([...distributions.map(serveDistribution), given.mount])
  const rest = await serveRestApi({ ...given, api, mount })
  const { url, server, stopListening } = rest
  const socket = socketApi && (await startWebSocket({ ...given, api: socketApi, server }))
  const onAws = (id: string | undefined): string => `${id}.execute-api.${place.region}.amazonaws.com`
  const socketOnAws = `${onAws(socketApi?.id)}/${socketApi?.stage}`
  const distributed = distributions.flatMap(({ hosts }) => hosts.map((host) => `https://${host}`))
  return {
    url,
    server,
    localise: (text) =>
      distributed
        .reduce((made, origin) => made.replaceAll(origin, url), text)
        .replaceAll(`https://${onAws(api?.id)}`, url)
        .replaceAll(`wss://${socketOnAws}`, `${url.replace(/^http/, 'ws')}${socketPath}`)
        .replaceAll(`https://${socketOnAws}`, socket?.endpoint ?? ''),
    stopListening,
    close: async () => {
      await socket?.close()
      await rest.close()
    },
  }
}
