import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import { demoCustomers, demoStore } from '../store/demo-store.ts'
import { type System, startSystem } from '../system.ts'
import { type Storefront, storefront } from './storefront.ts'

export interface Demo {
  /** The storefront's address, and the API's, without a slash at the end. */
  readonly url: string
  readonly system: System
  close(): Promise<void>
}

/** The demo store with the whole system behind it and the stand-in model, for pictures and tests; on a free port. */
export async function startDemo({ latencyMs = 0 }: { readonly latencyMs?: number } = {}): Promise<Demo> {
  let pages: Storefront | undefined
  const system = await startSystem({
    store: (url) => demoStore(1, `${url}/pictures`),
    latencyMs,
    widget: true,
    mount: async (request, response) => (await pages?.(request, response)) ?? false,
  })
  pages = storefront({
    store: dynamoDbStore(system.storeTable),
    demoCustomers,
    storeId: system.storeId,
    storeSecret: system.secrets.store,
    apiBase: system.host.url,
    widgetUrl: system.output('WidgetUrl'),
    socketUrl: system.output('SocketUrl'),
  })
  return { url: system.host.url, system, close: () => system.close() }
}
