import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { findApiUrl } from '../client/target.ts'
import { ownCredentials } from '../host/credentials.ts'

/** A running system's queues and memory. */
export interface Place {
  readonly sqs: SQSClient
  readonly client: DynamoDBDocumentClient
  /** The name of the memory table. */
  memoryTable(stack: string): Promise<string>
  /** What the names of its queues begin with. */
  readonly stack: string
  /** In words. */
  readonly name: string
  readonly isLocal: boolean
  /** How to call this command, or `story`, for the same system. */
  readonly again: (command: string) => string
  readonly story: (conversationId: string) => string
  close(): void
}

const engines = z.object({ sqs: z.url(), dynamodb: z.url(), region: z.string(), memoryTable: z.string() })

/** The system that runs on this machine, or at `api`. Throws an error that says how to start one. */
export async function localPlace(api: string | undefined, file?: string): Promise<Place> {
  const url = await findApiUrl(api, file)
  const { sqs, dynamodb, region, memoryTable } = await enginesOf(url)
  const settings = { region, credentials: ownCredentials() }
  return {
    ...clients({ ...settings, endpoint: sqs }, { ...settings, endpoint: dynamodb }),
    memoryTable: async () => memoryTable,
    stack: anyStack,
    name: `the system at ${url}`,
    isLocal: true,
    again: (command) => `npm run dlq -- ${command}${api === undefined ? '' : ` --api ${api}`}`,
    story: (id) => `npm run story -- ${id}${api === undefined ? '' : ` --api ${api}`}`,
  }
}

/** What is deployed in the AWS account of the credentials in the environment. `stack`: what its stacks' names begin with. */
export function awsPlace(stack: string | undefined, region: string | undefined): Place {
  const settings = region === undefined ? {} : { region }
  const { dynamoDb, ...rest } = clients(settings, settings)
  return {
    ...rest,
    memoryTable: async (of) => await memoryTableOf(dynamoDb, of),
    stack: stack ?? anyStack,
    name: `the AWS account${region === undefined ? '' : ` in ${region}`}`,
    isLocal: false,
    again: (command) => `npm run dlq -- ${command} --aws${given('region', region)}${given('stack', stack)}`,
    story: (id) => `npm run story -- ${id} --api <ApiUrl>`,
  }
}

function given(option: string, value: string | undefined): string {
  return value === undefined ? '' : ` --${option} ${value}`
}

/** The stacks are `Switchboard-<stage>-Stateful` and `Switchboard-<stage>-Service`. */
const anyStack = 'Switchboard-'

function clients(
  forSqs: ConstructorParameters<typeof SQSClient>[0] & object,
  forDynamoDb: ConstructorParameters<typeof DynamoDBClient>[0] & object,
): Pick<Place, 'sqs' | 'client' | 'close'> & { readonly dynamoDb: DynamoDBClient } {
  const sqs = new SQSClient(forSqs)
  const dynamoDb = new DynamoDBClient(forDynamoDb)
  return {
    sqs,
    dynamoDb,
    client: DynamoDBDocumentClient.from(dynamoDb),
    close: () => {
      sqs.destroy()
      dynamoDb.destroy()
    },
  }
}

async function enginesOf(url: string): Promise<z.infer<typeof engines>> {
  const response = await fetch(`${url}/local`).catch((cause: unknown) => {
    throw new Error(`Nothing answers at ${url}. Is the system running? Start it with \`npm start\`.`, {
      cause,
    })
  })
  const told = engines.safeParse(await response.json().catch(() => undefined))
  if (response.ok && told.success) return told.data
  throw new Error(
    `${url} does not say where its queues are, so it is not a system that \`npm start\` runs. For one that is deployed, use --aws.`,
  )
}

async function memoryTableOf(client: DynamoDBClient, stack: string): Promise<string> {
  const begins = stack.replace(/Service$/, 'Stateful')
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    const found = TableNames.find((name) => name.startsWith(begins) && name.includes('MemoryTable'))
    if (found !== undefined) return found
  }
  throw new Error(
    `There is no memory table whose name begins with ${begins}. Is it the right region (--region)?`,
  )
}
