import { CfnApi, LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { ArnFormat, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core'
import { Construct, type IDependable } from 'constructs'
import { socketEnv } from '../functions/adapters/env.ts'
import { socketLogFormat } from './access-log.ts'
import { type Deployment, ServiceFunction } from './function.ts'
import type { Memory } from './memory.ts'
import { grantSecret } from './secrets.ts'
import { acknowledgedByPoster, acknowledgedBySocket } from './socket-acknowledged.ts'

/** What clients send a second, over all of them. */
const throttle = { rateLimit: 100, burstLimit: 200 }

export interface SocketProps {
  readonly deployment: Deployment
  readonly memory: Memory
  /** What allows API Gateway to write logs; there is one for the account. */
  readonly mayLog: IDependable
}

/** The WebSocket of the live path: the gateway, and the one function behind it. */
export class Socket extends Construct {
  readonly function: ServiceFunction
  /** Where clients connect. */
  readonly url: string
  readonly #gateway: WebSocketApi
  readonly #stage: string
  readonly #memory: Memory

  constructor(scope: Construct, id: string, { deployment, memory, mayLog }: SocketProps) {
    super(scope, id)
    const { config } = deployment
    this.#stage = config.stage
    this.#memory = memory
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'socket',
      env: socketEnv,
      timeout: Duration.seconds(10),
      memorySize: 256,
    })
    const { lambda } = this.function
    const route = (name: string) => ({ integration: new WebSocketLambdaIntegration(name, lambda) })
    this.#gateway = new WebSocketApi(this, 'Gateway', {
      apiName: `switchboard-live-${config.stage}`,
      description: 'Switchboard: what happens in a conversation, as it happens',
      connectRouteOptions: route('OnConnect'),
      disconnectRouteOptions: route('OnDisconnect'),
      defaultRouteOptions: route('OnMessage'),
    })
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.#gateway,
      stageName: config.stage,
      autoDeploy: true,
      throttle,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLogs), format: socketLogFormat },
    })
    stage.node.addDependency(mayLog)
    Validations.of(this.#gateway).acknowledge(...acknowledgedBySocket)
    this.url = `wss://${this.#host}`

    memory.grantReadWrite(this.function)
    grantSecret(this.function, config, 'SESSION_SECRET_PARAMETER')
    this.function.provide('STORE_ID', config.storeId)
    this.grantPost(this.function)
  }

  /** Lets a function send to whoever is connected, and forget who no longer is. */
  grantPost(sender: ServiceFunction): void {
    sender.provide('SOCKET_ENDPOINT', `https://${this.#host}`)
    sender.allow(
      Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.#gateway.apiId,
        resourceName: `${this.#stage}/*/@connections/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
      'execute-api:ManageConnections',
    )
    this.#memory.grantRemove(sender)
    Validations.of(sender).acknowledge(acknowledgedByPoster(this.#gatewayName, this.#stage))
  }

  get #gatewayName(): string {
    const { defaultChild } = this.#gateway.node
    if (!(defaultChild instanceof CfnApi)) throw new Error('A WebSocket is not made as it was in CDK 2.276.')
    return Stack.of(this).getLogicalId(defaultChild)
  }

  /** By the names alone, not by the stage itself, which cannot be there before the functions that are told of it. */
  get #host(): string {
    const { region, urlSuffix } = Stack.of(this)
    return `${this.#gateway.apiId}.execute-api.${region}.${urlSuffix}/${this.#stage}`
  }
}
