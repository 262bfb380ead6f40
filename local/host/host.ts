import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createActivity } from './activity.ts'
import { readAssembly } from './assembly.ts'
import type { Place } from './attributes.ts'
import { openCheckpoints } from './checkpoints.ts'
import { createClock } from './clock.ts'
import { createClosers } from './closing.ts'
import { connectDynamoDb, startDynamoDb } from './dynamodb-engine.ts'
import type { Outcome } from './environment.ts'
import { declaredFunctions } from './function-settings.ts'
import { functionVariables } from './function-variables.ts'
import type { OnEvent } from './host-events.ts'
import { functionNamed, type HostedFunction, hostFunction } from './hosted-function.ts'
import { whenIdle } from './idle.ts'
import { type MailEngine, outboxPage, startMail } from './mail.ts'
import { computeOutputs } from './outputs.ts'
import { startParameters } from './parameters.ts'
import { startQueues } from './queue-engine.ts'
import { type HostedQueue, makeQueues } from './queues.ts'
import { createResolver } from './resolve.ts'
import { declaredRestApi } from './rest-declaration.ts'
import { type Mount, serveRestApi } from './rest-server.ts'
import { connectSources } from './sources.ts'
import { type HostedTable, makeTables } from './tables.ts'

export type HostOptions = {
  /** The directory that `cdk synth` wrote. */
  assembly: string
  /** Values of Parameter Store, by name. */
  parameters: Record<string, string>
  /** Variables that every function gets besides the declared ones. */
  environment?: Record<string, string>
  /** Of the REST API; 0 (the default) takes a free one. */
  port?: number
  /** A directory that keeps tables and queues over restarts; without, they are in memory. */
  keep?: string
  /** Environments per function: so many events are handled at once. */
  environments?: number
  /** Serves what is not the app's own, before its routes are looked at. */
  mount?: Mount
  onEvent?: OnEvent
}

export type Host = {
  /** Of the REST API, without stage and trailing slash. */
  url: string
  /** The HTTP server, for what else has to listen there. */
  server: Server
  endpoints: Record<'dynamodb' | 'sqs' | 'ssm' | 'ses', string>
  /** What the functions mail; nothing of it leaves this machine. */
  mail: MailEngine
  region: string
  tables: HostedTable[]
  queues: HostedQueue[]
  functions: HostedFunction[]
  /** Every stack's outputs, by stack and name. */
  outputs: Record<string, Record<string, string>>
  /** Invokes a function by its name or logical id, or an unambiguous beginning of that. */
  invoke: (functionName: string, event: unknown) => Promise<Outcome>
  /** Starts an environment of every function ahead of the first event. */
  warm: () => Promise<void>
  /**
   * Resolves when there is nothing to do: no function runs, queues and streams are read up. Messages that wait for their
   * time, delayed or failed, are not waited for: see `passTime`.
   */
  idle: () => Promise<void>
  /** Lets time pass for the queues at once: delays, visibility timeouts, deduplication. Functions keep their own time. */
  passTime: (ms: number) => void
  /** Ends everything; what is in work gets two seconds. */
  close: () => Promise<void>
}

/** Hosts a synthesized app: makes what its templates declare and runs it, without AWS. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { keep, port = 0, environments = 2, onEvent = () => {} } = options
  const closers = createClosers()
  try {
    const assembly = await readAssembly(options.assembly)
    if (keep !== undefined) await mkdir(keep, { recursive: true })

    const clock = createClock()
    closers.add(clock.stop)
    const dynamodb = await startDynamoDb(keep, (message) => onEvent({ type: 'problem', message }))
    closers.add(dynamodb.close)
    const sqs = await startQueues({ clock, directory: keep, region, account })
    closers.add(sqs.close)
    const ssm = await startParameters(options.parameters)
    closers.add(ssm.close)
    const mail = await startMail((sent) => onEvent({ type: 'mail', ...sent }))
    closers.add(mail.close)
    const endpoints = {
      dynamodb: dynamodb.endpoint,
      sqs: sqs.endpoint,
      ssm: ssm.endpoint,
      ses: mail.endpoint,
    }
    const {
      tables: tableCall,
      streams: streamCall,
      close: disconnect,
    } = connectDynamoDb(dynamodb.endpoint, region)
    closers.add(disconnect)

    const queueUrls = new Map<string, string>()
    const streamArns = new Map<string, string>()
    const place: Place = {
      region,
      account,
      queueUrl: (name) => known(queueUrls.get(name), `the queue ${name}`),
      streamArn: (table) => known(streamArns.get(table), `the stream of the table ${table}`),
    }
    const resolver = createResolver(assembly, place)
    const [tables, queues] = await Promise.all([
      makeTables(assembly, resolver, place, tableCall),
      makeQueues(assembly, resolver, place, sqs.call, (name, url) => queueUrls.set(name, url)),
    ])
    for (const { name, streamArn } of tables) if (streamArn !== undefined) streamArns.set(name, streamArn)

    const activity = createActivity()
    const functions = declaredFunctions(assembly, resolver, place).map((settings) =>
      hostFunction({
        settings,
        variables: functionVariables(settings, endpoints, region, options.environment ?? {}),
        environmentLimit: environments,
        activity,
        onEvent,
      }),
    )
    const invoke = (name: string, event: unknown, requestId?: string): Promise<Outcome> =>
      functionNamed(functions, name).invoke(event, requestId)
    const api = declaredRestApi(assembly, resolver, place)
    const showOutbox = outboxPage(mail)
    const mount: Mount = async (request, response) =>
      (await showOutbox(request, response)) || ((await options.mount?.(request, response)) ?? false)
    const rest = await serveRestApi({ api, port, mount, invoke, onEvent })
    closers.add(rest.close)

    const sources = await connectSources({
      assembly,
      resolver,
      functions,
      queues,
      region,
      streamCall,
      queueCall: sqs.call,
      activity,
      checkpoints: openCheckpoints(keep),
      onEvent,
    })
    closers.add(async () => {
      rest.stopListening()
      for (const source of sources) source.stop()
      await Promise.all(functions.map((each) => each.close(graceMs)))
      await Promise.all(sources.map(({ finished }) => finished))
    })

    return {
      url: rest.url,
      server: rest.server,
      endpoints,
      mail,
      region,
      tables,
      queues,
      functions,
      outputs: computeOutputs(assembly, resolver, (text) =>
        text.replaceAll(`https://${api?.id}.execute-api.${region}.amazonaws.com`, rest.url),
      ),
      invoke,
      warm: async () => void (await Promise.all(functions.map((each) => each.warm()))),
      passTime: clock.advance,
      idle: () => whenIdle(activity, sources),
      close: closers.close,
    }
  } catch (error) {
    await closers.close()
    throw error
  }
}

const region = 'us-east-1'
const account = '000000000000'
const graceMs = 2000

function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`The app uses ${what}, which no template declares.`)
  return value
}
