import { credentialsEnv, readEnv } from './env.ts'

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles (see lib/bundles.ts): in Lambda the
 * credentials are always in the environment, and the SDK's search through SSO, STS and profiles is 135 KiB. They stay
 * the same as long as the environment lives, so they are read once: the SDK asks before every request.
 */
export const defaultProvider = () => {
  let read: Credentials | undefined
  return async () => {
    read ??= credentials()
    return read
  }
}

interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

function credentials(): Credentials {
  const { awsAccessKeyId, awsSecretAccessKey, awsSessionToken } = readEnv(credentialsEnv)
  return {
    accessKeyId: awsAccessKeyId,
    secretAccessKey: awsSecretAccessKey,
    ...(awsSessionToken && { sessionToken: awsSessionToken }),
  }
}
