import { ArnFormat, Stack } from 'aws-cdk-lib/core'
import type { Variable } from '../functions/adapters/env.ts'
import type { Config } from './config.ts'
import type { ServiceFunction } from './function.ts'

/**
 * The secrets: SSM SecureString parameters that somebody puts there by hand. CloudFormation cannot make them, and so no
 * template or log holds their values. They are under the account's `aws/ssm` key, which needs no grant of its own.
 */
const secrets = {
  ANTHROPIC_KEY_PARAMETER: 'anthropic-api-key',
  SESSION_SECRET_PARAMETER: 'session-secret',
  STORE_SECRET_PARAMETER: 'store-secret',
} as const

/** Lets a function read a secret, and tells it the parameter's name. */
export function grantSecret(reader: ServiceFunction, config: Config, variable: keyof typeof secrets): void {
  grantParameter(reader, variable, `${config.secretsPrefix}/${secrets[variable]}`)
}

/** Lets a function read a SecureString that has a name of its own. */
export function grantParameter(reader: ServiceFunction, variable: Variable, name: string): void {
  reader.provide(variable, name)
  reader.allow(
    Stack.of(reader).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: name.slice(1),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
    'ssm:GetParameter',
  )
}
