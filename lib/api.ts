import {
  CfnModel,
  EndpointType,
  type IModel,
  LambdaIntegration,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct, type IDependable } from 'constructs'
import { apiEnv } from '../functions/adapters/env.ts'
import { accessLogFormat } from './access-log.ts'
import { acknowledgedByApi } from './api-acknowledged.ts'
import { type BodyModel, gatewaySchema, routes } from './api-routes.ts'
import { type Deployment, ServiceFunction } from './function.ts'
import { addGatewayResponses } from './gateway-responses.ts'

/** Requests a second, over all callers. Above it the gateway answers 429, and no function runs. */
const throttle = { throttlingRateLimit: 100, throttlingBurstLimit: 200 }
const timeout = Duration.seconds(10)

/** The REST API of the widget and of the store's people: the gateway, and the one function behind it. */
export class Api extends Construct {
  readonly function: ServiceFunction
  readonly url: string
  /** What allows API Gateway to write logs. */
  readonly mayLog: IDependable

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id)
    this.function = apiFunction(this, deployment)
    const gateway = this.#gateway(deployment)
    this.#addRoutes(gateway)
    addPreflights(gateway, deployment.config.allowedOrigins)
    addGatewayResponses(gateway)
    this.url = gateway.url
    this.mayLog = gateway.node.findChild('Account')

    const serverErrors = gateway.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' })
    deployment.alarms.above(this, 'ServerErrors', serverErrors, 0, {
      says: 'The API answered with a server error.',
      runbook: 'api-server-errors',
    })
  }

  #gateway({ config }: Deployment): RestApi {
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const gateway = new RestApi(this, 'Gateway', {
      restApiName: `switchboard-${config.stage}`,
      description: 'Switchboard: conversations between customers and the store',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: true,
      deployOptions: {
        ...throttle,
        stageName: config.stage,
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat,
      },
    })
    gateway.node.tryRemoveChild('Endpoint')
    Validations.of(gateway).acknowledge(...acknowledgedByApi)
    return gateway
  }

  #addRoutes(gateway: RestApi): void {
    const integration = new LambdaIntegration(this.function.lambda, {
      scopePermissionToMethod: false,
      timeout: timeout.plus(Duration.seconds(1)),
    })
    const requestValidator = gateway.addRequestValidator('Validator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    })
    for (const { method, path, body } of routes) {
      gateway.root.resourceForPath(path).addMethod(method, integration, {
        requestValidator,
        ...(body && { requestModels: { 'application/json': this.#model(gateway, body) } }),
      })
    }
  }

  /** CDK's own model construct takes a schema of its own type; ours is plain JSON, made from zod. */
  #model(gateway: RestApi, body: BodyModel): IModel {
    const schema = gatewaySchema(body)
    const model = new CfnModel(this, body.name, {
      restApiId: gateway.restApiId,
      contentType: 'application/json',
      schema,
    })
    gateway.latestDeployment?.addToLogicalId({ [body.name]: schema })
    gateway.latestDeployment?.node.addDependency(model)
    return { modelId: model.ref }
  }
}

function apiFunction(scope: Construct, deployment: Deployment): ServiceFunction {
  const { storeId, allowedOrigins, turnDeadlineSeconds } = deployment.config
  const api = new ServiceFunction(scope, 'Function', {
    deployment,
    name: 'api',
    env: apiEnv,
    timeout,
    memorySize: 256,
  })
  api.provide('STORE_ID', storeId)
  api.provide('ALLOWED_ORIGINS', allowedOrigins.join(','))
  api.provide('TURN_DEADLINE_SECONDS', String(turnDeadlineSeconds))
  return api
}

/** Lets the storefronts' pages call the API: the gateway answers a browser's question by itself. */
function addPreflights(gateway: RestApi, allowedOrigins: readonly string[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    gateway.root.resourceForPath(path).addCorsPreflight({
      allowOrigins: [...allowedOrigins],
      allowMethods: routes.filter((route) => route.path === path).map(({ method }) => method),
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-None-Match'],
      maxAge: Duration.hours(2),
    })
  }
}
