import * as z from 'zod'

/**
 * Every function's environment: what `lib` must set and what the function reads. `memoryTable` here is the variable
 * `MEMORY_TABLE` there. Nothing else reads `process.env`.
 */
const text = z.string().min(1)

const anyFunction = {
  stage: text,
  powertoolsServiceName: text,
  powertoolsMetricsNamespace: text,
  powertoolsLogLevel: text,
}
const memory = { memoryTable: text }
const store = { storeTable: text }
/** Where connected clients are reached: the WebSocket's management API. */
const live = { socketEndpoint: z.url() }
const model = {
  model: text,
  anthropicKeyParameter: text,
  anthropicBaseUrl: z.url().optional(),
  /** The model that takes its place while it has no room; where it is, and with which key, if that is elsewhere. */
  fallbackModel: text.optional(),
  fallbackBaseUrl: z.url().optional(),
  fallbackKeyParameter: text.optional(),
  dailySpendLimitMicroDollars: z
    .string()
    .regex(/^[1-9]\d*$/, 'must be a whole number of micro-dollars')
    .transform(Number)
    .optional(),
}
const turn = {
  turnDeadlineSeconds: z
    .string()
    .regex(/^[1-9]\d*$/, 'must be a whole number of seconds')
    .transform(Number),
}

/** JSON: the configuration's `approval`. */
export const approvalLimits = z.strictObject({
  refundAboveCents: z.int().nonnegative().optional(),
  changesPerDay: z.int().positive().optional(),
  flaggedCustomers: z.array(z.string()).default([]),
})

export const apiEnv = z.object({
  ...anyFunction,
  ...memory,
  ...turn,
  ...store,
  ...live,
  /** Where clients connect. */
  socketUrl: z.url(),
  inboundQueueUrl: z.url(),
  sessionSecretParameter: text,
  storeSecretParameter: text,
  storeId: text,
  allowedOrigins: text.transform((list) => list.split(',')),
  mailFrom: text.optional(),
})

/** Besides these: a task queue for every specialist, see `readTaskQueueUrls`. */
export const routerEnv = z.object({ ...anyFunction, ...memory, ...model, ...live })

/** Besides these: all task queues, to put a task back with a delay and to consult, see `readTaskQueueUrls`. */
export const specialistEnv = z.object({
  ...anyFunction,
  ...memory,
  ...model,
  ...store,
  ...live,
  approvalLimits: text.transform((json) => approvalLimits.parse(JSON.parse(json))),
})

/** Besides these: a task queue for every specialist, see `readTaskQueueUrls`. */
export const mergeEnv = z.object({
  ...anyFunction,
  ...memory,
  ...live,
  inboundQueueUrl: z.url(),
  mergeQueueUrl: z.url(),
})

export const relayEnv = z.object({
  ...anyFunction,
  ...memory,
  ...turn,
  inboundQueueUrl: z.url(),
  mergeQueueUrl: z.url(),
  eventBusName: text,
})

export const socketEnv = z.object({
  ...anyFunction,
  ...memory,
  ...live,
  sessionSecretParameter: text,
  storeId: text,
})

/** What the Lambda service itself sets. */
export const credentialsEnv = z.object({
  awsAccessKeyId: text,
  awsSecretAccessKey: text,
  awsSessionToken: text.optional(),
  awsRegion: text,
  awsEndpointUrlSsm: z.url().optional(),
  awsEndpointUrlSesv2: z.url().optional(),
  awsEndpointUrlEventbridge: z.url().optional(),
})

/** The name of a variable that `lib` sets. */
export type Variable =
  | UpperSnake<
      | keyof typeof apiEnv.shape
      | keyof typeof routerEnv.shape
      | keyof typeof specialistEnv.shape
      | keyof typeof mergeEnv.shape
      | keyof typeof relayEnv.shape
      | keyof typeof socketEnv.shape
    >
  | TaskQueueVariable
type TaskQueueVariable = `TASK_QUEUE_URL_${string}`

/** `memoryTable` is `MEMORY_TABLE`. */
type UpperSnake<Name extends string> = Uppercase<SnakeCase<Name>>
type SnakeCase<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `_${Letter}`}${SnakeCase<Rest>}`
  : Name

type Source = Readonly<Record<string, string | undefined>>

/** The values, typed. Throws an error that names every variable that is missing or wrong, without its value. */
export function readEnv<Schema extends z.ZodObject>(
  schema: Schema,
  source: Source = process.env,
): z.output<Schema> {
  const values = Object.keys(schema.shape).map((name) => [name, source[variableName(name)]])
  const read = schema.safeParse(Object.fromEntries(values))
  if (read.success) return read.data
  throw wrongEnvironment(
    read.error.issues.map(({ path, message }) => `${variableName(String(path[0]))}: ${message}`),
  )
}

/** The URL of each named specialist's queue. Throws an error that names every variable that is missing. */
export function readTaskQueueUrls(
  specialists: readonly string[],
  source: Source = process.env,
): ReadonlyMap<string, string> {
  const urls = specialists.map((name) => [name, source[taskQueueVariable(name)] ?? ''] as const)
  const missing = urls
    .filter(([, url]) => url === '')
    .map(([name]) => `${taskQueueVariable(name)}: is missing`)
  if (missing.length > 0) throw wrongEnvironment(missing)
  return new Map(urls)
}

/** `memoryTable` is `MEMORY_TABLE` in the environment. */
export function variableName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

/** The variable that holds the URL of a specialist's queue. */
export function taskQueueVariable(specialist: string): TaskQueueVariable {
  return `TASK_QUEUE_URL_${specialist.toUpperCase()}`
}

function wrongEnvironment(faults: readonly string[]): Error {
  return new Error(
    `The function's environment is incomplete: ${faults.join('; ')}. Set it in lib/ and deploy again.`,
  )
}
