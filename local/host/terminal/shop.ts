import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { dynamoDbStore } from '../../../functions/adapters/dynamodb-store.ts'
import { demoCustomers, demoStore } from '../../store/demo-store.ts'
import { loadStore } from '../../store/load-store.ts'
import { type Storefront, storefront } from '../../storefront/storefront.ts'
import { newSecrets, type Secrets, startSystem } from '../../system.ts'
import type { OnEvent } from '../host-events.ts'
import { checkPort } from '../rest-server.ts'
import type { Options } from './options.ts'
import type { RunningSystem } from './running-system.ts'

/** The running system with its storefront. */
export type Shop = RunningSystem & {
  customers: { customerId: string; story: string }[]
  /** Who talks. */
  model: 'stand-in' | 'Claude'
  kept: string | undefined
  /** Starts the functions, so that the first message finds them warm and a function that cannot start is told now. */
  warm: () => Promise<void>
  close: () => Promise<void>
}

/** Starts the whole system, with the demo store unless there is another, and puts a storefront before it. */
export async function startShop(
  options: Omit<Options, 'help'> & { onEvent: OnEvent; onProgress: (done: string, ms: number) => void },
): Promise<Shop> {
  const { keep } = options
  await checkPort(options.port)
  const own = options.store === undefined ? undefined : loadStore(options.store)
  const secrets = keep === undefined ? newSecrets() : keptSecrets(keep)
  const apiKey = process.env.ANTHROPIC_API_KEY
  let pages: Storefront | undefined

  const system = await startSystem({
    store: own ?? ((url) => demoStore(1, `${named(url)}/pictures`)),
    secrets,
    port: options.port,
    widget: true,
    ...(keep !== undefined && { keep }),
    ...(apiKey && { model: { apiKey, baseUrl: process.env.ANTHROPIC_BASE_URL } }),
    mount: async (request, response) => (await pages?.(request, response)) ?? false,
    onEvent: options.onEvent,
    onProgress: options.onProgress,
  })
  const apiUrl = named(system.host.url)
  const customers =
    own === undefined
      ? demoCustomers
      : Object.keys(own.users)
          .slice(0, 3)
          .map((customerId) => ({ customerId, name: customerId, story: '' }))
  pages = storefront({
    store: dynamoDbStore(system.storeTable),
    demoCustomers: customers,
    storeId: system.storeId,
    storeSecret: secrets.store,
    apiBase: apiUrl,
    widgetUrl: named(system.output('WidgetUrl')),
    socketUrl: system.output('SocketUrl'),
  })
  return {
    apiUrl,
    storeId: system.storeId,
    storeSecret: secrets.store,
    sessionSecret: secrets.session,
    pid: process.pid,
    customers: [...customers],
    model: apiKey ? 'Claude' : 'stand-in',
    kept: keep,
    warm: () => system.host.warm(),
    close: () => system.close(),
  }
}

/** The address that people are given. */
function named(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
}

const secretsFile = z.object({ session: z.string(), store: z.string() })

/** Those of the kept data, so that sessions outlive a restart. */
function keptSecrets(directory: string): Secrets {
  const file = join(directory, 'secrets.json')
  try {
    return secretsFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    const secrets = newSecrets()
    mkdirSync(directory, { recursive: true })
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
    return secrets
  }
}
