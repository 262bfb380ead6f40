import * as z from 'zod'
import { approvalLimits } from '../functions/adapters/env.ts'
import type { Card } from '../functions/core/specialist.ts'

const ssmPathPattern = /^(\/[\w.-]+)+$/

/** A Claude model's id, such as `claude-haiku-5-5`. */
const modelId = z.string().regex(/^claude-[a-z]+(-\d+)+$/, 'must be a model id such as claude-haiku-5-5')

/** What takes a model's place while that has no room: another model, or one at another provider of the Messages API. */
const fallback = z
  .strictObject({
    /** There it may have a prefix: `anthropic.claude-haiku-5-5`. */
    model: z
      .string()
      .regex(/^([a-z.]+\.)?claude-[a-z]+(-\d+)+$/, 'must be a model id such as claude-haiku-5-5'),
    baseUrl: z.url().optional(),
    /** The SSM SecureString with the key; if left out, the key of the first model. */
    keyParameter: z
      .string()
      .regex(ssmPathPattern, 'must be the name of an SSM parameter such as /switchboard/dev/other-key')
      .optional(),
  })
  .refine(
    ({ baseUrl, keyParameter }) => baseUrl === undefined || keyParameter !== undefined,
    'another baseUrl needs a keyParameter: the Anthropic key must not be sent there',
  )

const origin = z.string().refine(isOrigin, 'must be an origin such as https://shop.example, without a path')

const ssmPath = z.string().regex(ssmPathPattern, 'must be a path such as /switchboard/dev')

const certificateArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'must be the ARN of a certificate in us-east-1: CloudFront takes no other',
  )

/** At least 2, the least that an event source mapping takes. */
const concurrency = z.int().min(2).max(1000)

const stageName = z.string().regex(/^[a-z][a-z0-9]{0,15}$/, 'must be lower case letters and digits')

const defaultModel = 'claude-haiku-5-5'
const defaultModels: Readonly<Record<string, string>> = { order: 'claude-sonnet-5-5' }
const defaultMaxConcurrency = 10

/** CloudWatch Logs takes only certain numbers of days; these are the ones that make sense here. */
const logRetentionDays = z.union(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365].map((days) => z.literal(days)),
  'must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365 days',
)

/** How the chat widget's files are served. */
const widget = z.strictObject({
  /** CloudFront's: at which edges. `100` are those of North America and Europe. */
  priceClass: z.enum(['100', '200', 'all']).default('100'),
  /** A host name of the store's own, which has to point at the distribution, and its certificate. */
  domain: z.strictObject({ name: z.hostname(), certificateArn }).optional(),
})

/** One stage in cdk.json, context `switchboard.stages.<stage>`. Whatever is left out has the default. */
function stageSchema(agents: readonly string[]) {
  const agent = z.enum(agents)
  const known = {
    error: (issue: z.core.$ZodRawIssue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')}: no such agent; there are ${agents.join(', ')}`
        : undefined,
  }
  return z.strictObject({
    storeId: z.string().min(1).max(100),
    models: z.partialRecord(agent, modelId, known).default({}),
    /** For every agent that uses another model; `fallbacks` says it for one agent. */
    fallback: fallback.optional(),
    fallbacks: z.partialRecord(agent, fallback, known).optional(),
    /** US dollars: once the replies of a (UTC) day have cost so much, no model is asked until the next. */
    dailySpendLimitUsd: z.number().min(0.01).optional(),
    /** How many functions of an agent run at once: the brake on what the model costs. */
    maxConcurrency: z.partialRecord(agent, concurrency, known).default({}),
    allowedOrigins: z.array(origin).min(1, 'needs the origin of at least one storefront'),
    secretsPrefix: ssmPath.optional(),
    /** The deadline is a delayed message, and SQS delays by 900 seconds at most. */
    turnDeadlineSeconds: z.int().min(10).max(900).default(90),
    logRetentionDays: logRetentionDays.default(30),
    alarmEmail: z.email().optional(),
    /** Sends the codes by which guests identify themselves: an address that SES has verified, or whose domain it has. */
    mailFrom: z.email().optional(),
    anthropicBaseUrl: z.url().optional(),
    /** Confirmed changes that wait for a person: big refunds, many on one day, flagged customers. */
    approval: approvalLimits.default({ refundAboveCents: 100_000, changesPerDay: 10, flaggedCustomers: [] }),
    widget: widget.prefault({}),
    /** An own KMS key for tables and queues: $1 a month and the requests. */
    customerManagedKey: z.boolean().default(false),
  })
}

/** All that differs between deployments. */
export type Config = Omit<z.output<ReturnType<typeof stageSchema>>, 'secretsPrefix'> & {
  readonly stage: string
  /** Of the SSM SecureString parameters anthropic-api-key, session-secret and store-secret. */
  readonly secretsPrefix: string
}

/**
 * Reads one stage of the context `switchboard`, `{ stages: { dev: {…}, prod: {…} } }`.
 * Throws an error that names every wrong setting by its path.
 */
export function parseConfig(context: unknown, stage: unknown, specialists: readonly Card[]): Config {
  const name = valid(stageName, stage, 'the stage (-c stage=…)')
  const { stages } = valid(
    z.strictObject({ stages: z.record(stageName, z.unknown()) }),
    context,
    'context "switchboard" in cdk.json',
  )
  if (!(name in stages)) {
    throw new Error(`There is no stage "${name}" in cdk.json: it has ${Object.keys(stages).join(', ')}.`)
  }
  const agents = ['router', ...specialists.map((card) => card.name)]
  const settings = valid(stageSchema(agents), stages[name], `stage "${name}" in cdk.json`)
  return { ...settings, stage: name, secretsPrefix: settings.secretsPrefix ?? `/switchboard/${name}` }
}

/** The id of the model that an agent (`router` or a specialist's name) uses. */
export function modelOf(config: Config, agent: string): string {
  return config.models[agent] ?? defaultModels[agent] ?? defaultModel
}

/** What takes an agent's model's place. The model itself at the same address would have no more room. */
export function fallbackOf(config: Config, agent: string): z.output<typeof fallback> | undefined {
  const found = config.fallbacks?.[agent] ?? config.fallback
  return found?.baseUrl === undefined && found?.model === modelOf(config, agent) ? undefined : found
}

/** How many functions of an agent may run at once. */
export function maxConcurrencyOf(config: Config, agent: string): number {
  return config.maxConcurrency[agent] ?? defaultMaxConcurrency
}

function valid<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || '(all of it)'}: ${message}`,
  )
  throw new Error(`Wrong configuration in ${what}:\n${faults.join('\n')}`)
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value
}
