import { ownCredentials } from './credentials.ts'
import type { FunctionSettings } from './function-settings.ts'

/** The whole environment of a function: what Lambda sets, what is declared, and where the local engines are. */
export function functionVariables(
  settings: FunctionSettings,
  endpoints: Record<'dynamodb' | 'sqs' | 'ssm' | 'ses', string>,
  region: string,
  added: Record<string, string>,
): Record<string, string> {
  return {
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
    ...settings.variables,
    ...added,
    ...credentialVariables(settings),
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SSM: endpoints.ssm,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
  }
}

/** A key of its own tells the engines which function is calling; the developer's own key wins. */
function credentialVariables({ logicalId }: FunctionSettings): Record<string, string> {
  const own = ownCredentials()
  const accessKeyId = own.accessKeyId === 'local' ? `LOCAL${logicalId}`.slice(0, 128) : own.accessKeyId
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: own.secretAccessKey,
    ...(own.sessionToken !== undefined && { AWS_SESSION_TOKEN: own.sessionToken }),
  }
}
