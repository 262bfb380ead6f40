import type { FunctionSettings } from './function-settings.ts'
import { accessKeyIdOf } from './gate.ts'
import type { Credentials } from './signature.ts'

/** Where functions find the services. */
export type ServiceEndpoints = Record<'dynamodb' | 'sqs' | 'ssm' | 'ses' | 'events', string>

/**
 * All variables of an environment, by its number: what Lambda sets, what is declared, and where the local services are.
 * Its access key tells the services who is calling, unless there are `credentials`, which are the developer's own.
 */
export function functionVariables(given: {
  settings: FunctionSettings
  endpoints: ServiceEndpoints
  region: string
  added: Record<string, string>
  credentials: Credentials | undefined
  /** Makes the addresses of gateways local. */
  localise: (text: string) => string
}): (environment: number) => Record<string, string> {
  const { settings, endpoints, region, added, credentials, localise } = given
  const fixed = {
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: settings.directory,
    _HANDLER: settings.handler,
    ...Object.fromEntries(Object.entries(settings.variables).map(([name, value]) => [name, localise(value)])),
    ...added,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SSM: endpoints.ssm,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.events,
  }
  return (environment) => ({
    ...fixed,
    ...keyVariables(
      credentials ?? {
        accessKeyId: accessKeyIdOf({ functionId: settings.logicalId, environment }),
        secretAccessKey: 'local',
      },
    ),
  })
}

function keyVariables({ accessKeyId, secretAccessKey, sessionToken }: Credentials): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  }
}
