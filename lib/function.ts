import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type * as z from 'zod'
import { type Variable, variableName } from '../functions/adapters/env.ts'
import type { Alarms } from './alarms.ts'
import type { Bundles } from './bundles.ts'
import type { Config } from './config.ts'

/** What every construct of the service has in common. */
export interface Deployment {
  readonly config: Config
  readonly bundles: Bundles
  readonly alarms: Alarms
  /** The customer-managed key, if one is configured. */
  readonly key: IKey | undefined
}

export interface ServiceFunctionProps {
  readonly deployment: Deployment
  /** The name of its bundle, and of the service in its logs and metrics. */
  readonly name: string
  /** What it reads from its environment, see functions/adapters/env.ts. */
  readonly env: z.ZodObject
  readonly timeout: Duration
  /** MiB. */
  readonly memorySize: number
}

/** The only way to make a function: own role, own log group, no permission but what a `grant…` gives. */
export class ServiceFunction extends Construct {
  readonly lambda: Lambda
  readonly #provided = new Set<string>()

  constructor(
    scope: Construct,
    id: string,
    { deployment, name, env, timeout, memorySize }: ServiceFunctionProps,
  ) {
    super(scope, id)
    const { config, bundles } = deployment
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    this.lambda = new Lambda(this, 'Lambda', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundles(name)),
      handler: 'index.handler',
      memorySize,
      timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    })
    this.provide('STAGE', config.stage)
    this.provide('POWERTOOLS_SERVICE_NAME', name)
    this.provide('POWERTOOLS_METRICS_NAMESPACE', 'Switchboard')
    this.provide('POWERTOOLS_LOG_LEVEL', 'INFO')
    this.node.addValidation({ validate: () => this.#missing(env) })
  }

  /** Sets a variable of the function's environment. */
  provide(variable: Variable, value: string): void {
    this.#provided.add(variable)
    this.lambda.addEnvironment(variable, value)
  }

  /** Allows actions on one resource, named by its ARN. */
  allow(resource: string, ...actions: string[]): void {
    this.lambda.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [resource] }))
  }

  #missing(env: z.ZodObject): string[] {
    return Object.entries(env.shape)
      .filter(
        ([name, schema]) => !this.#provided.has(variableName(name)) && !schema.safeParse(undefined).success,
      )
      .map(
        ([name]) =>
          `${this.node.path} lacks ${variableName(name)}: give it the grant or the setting that sets it.`,
      )
  }
}
