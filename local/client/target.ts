import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type Client, openSession } from './api-client.ts'
import { type StoreCredentials, signCustomerToken, signOperatorToken } from './customer-token.ts'
import { type OperatorClient, openOperatorSession } from './operator-client.ts'

/** The system that a command talks to. */
export interface Target extends StoreCredentials {
  /** Without `/v1` and slash at the end. */
  readonly apiUrl: string
}

/** Written by `npm start` as long as it runs. */
const localFile = join(import.meta.dirname, '../../.switchboard/local.json')

const localSystem = z.object({ apiUrl: z.url(), storeId: z.string(), storeSecret: z.string() })
const settings = z.object({
  SWITCHBOARD_STORE_ID: z.string().min(1).optional(),
  SWITCHBOARD_STORE_SECRET: z.string().min(1).optional(),
})

/**
 * The system at `apiUrl`, or the one that `npm start` runs on this machine. A deployed one needs the store's id and
 * secret in SWITCHBOARD_STORE_ID and SWITCHBOARD_STORE_SECRET. Throws an error that says what to do.
 */
export async function findTarget(
  apiUrl: string | undefined,
  { file = localFile, environment = process.env }: { file?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<Target> {
  const local = await readLocal(file)
  const { SWITCHBOARD_STORE_ID, SWITCHBOARD_STORE_SECRET } = settings.parse(environment)
  const url = urlOf(apiUrl, local)
  const storeId = SWITCHBOARD_STORE_ID ?? local?.storeId
  const storeSecret = SWITCHBOARD_STORE_SECRET ?? local?.storeSecret
  if (storeId === undefined || storeSecret === undefined) {
    throw new Error(
      `To talk to ${url}, set SWITCHBOARD_STORE_ID and SWITCHBOARD_STORE_SECRET: the store's id, and the secret with which its server signs customer tokens.`,
    )
  }
  return { apiUrl: url, storeId, storeSecret }
}

/** The address alone of the system that `findTarget` finds: for commands that need no session. */
export async function findApiUrl(apiUrl: string | undefined, file = localFile): Promise<string> {
  return urlOf(apiUrl, await readLocal(file))
}

/** A session of this customer, or an anonymous one. */
export async function asCustomer(target: Target, customerId: string | undefined): Promise<Client> {
  const customerToken = customerId === undefined ? undefined : await signCustomerToken(customerId, target)
  return await reached(target, openSession({ ...target, customerToken }))
}

/** A session that may read traces, and take conversations over. */
export async function asOperator(target: Target): Promise<OperatorClient> {
  const customerToken = await signOperatorToken('local', target)
  return await reached(target, openOperatorSession({ ...target, customerToken }))
}

async function reached<Opened>(target: Target, opening: Promise<Opened>): Promise<Opened> {
  try {
    return await opening
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Error(
      `Nothing answers at ${target.apiUrl}. Is the system running? Start it with \`npm start\`.`,
      {
        cause: error,
      },
    )
  }
}

function urlOf(apiUrl: string | undefined, local: { readonly apiUrl: string } | undefined): string {
  const url = (apiUrl ?? local?.apiUrl)?.replace(/\/(v1\/?)?$/, '')
  if (url !== undefined) return url
  throw new Error('Nothing is running here. Start the system with `npm start`, or name one with --api <URL>.')
}

async function readLocal(file: string): Promise<z.infer<typeof localSystem> | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return localSystem.parse(JSON.parse(text))
  } catch (error) {
    throw new Error(`${file} is not what \`npm start\` writes. Delete it and start the system again.`, {
      cause: error,
    })
  }
}
