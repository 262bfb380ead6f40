import { credentialsEnv, readEnv } from './env.ts'

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles (see lib/bundles.ts): in Lambda the
 * credentials are always in the environment, and the SDK's search through SSO, STS and profiles is 135 KiB.
 */
export const defaultProvider = () => async () => {
  const { awsAccessKeyId, awsSecretAccessKey, awsSessionToken } = readEnv(credentialsEnv)
  return {
    accessKeyId: awsAccessKeyId,
    secretAccessKey: awsSecretAccessKey,
    ...(awsSessionToken && { sessionToken: awsSessionToken }),
  }
}
