import { AwsClient } from 'aws4fetch'
import * as z from 'zod'
import { credentialsEnv, readEnv } from './env.ts'

/** Milliseconds that a secret is kept in an environment: a changed one is in use everywhere after this. */
const maxAge = 300_000

const kept = new Map<string, { readonly value: Promise<string>; readonly until: number }>()

/**
 * A SecureString of SSM's parameter store, by name. A signed `fetch` instead of SSM's client: that one alone would
 * be 80 KB of every bundle.
 */
export async function secret(name: string): Promise<string> {
  const found = kept.get(name)
  if (found && found.until > Date.now()) return await found.value
  const value = read(name)
  kept.set(name, { value, until: Date.now() + maxAge })
  // A failure is told to whoever asked, and the next one asks again.
  value.catch(() => kept.delete(name))
  return await value
}

/**
 * The secrets that a parameter holds: several while one takes the place of another, with commas or white space
 * between them, the newest first.
 */
export async function secrets(name: string): Promise<readonly [string, ...string[]]> {
  const [newest, ...older] = (await secret(name)).split(/[\s,]+/).filter((each) => each !== '')
  if (newest === undefined) {
    throw new Error(
      `The SSM parameter ${name} holds no secret. Put one into it, or several, the newest first.`,
    )
  }
  return [newest, ...older]
}

const answer = z.object({ Parameter: z.object({ Value: z.string().min(1) }) })

async function read(name: string): Promise<string> {
  const env = readEnv(credentialsEnv)
  const client = new AwsClient({
    accessKeyId: env.awsAccessKeyId,
    secretAccessKey: env.awsSecretAccessKey,
    ...(env.awsSessionToken === undefined ? {} : { sessionToken: env.awsSessionToken }),
    service: 'ssm',
    region: env.awsRegion,
    retries: 3,
  })
  const response = await client.fetch(
    env.awsEndpointUrlSsm ?? `https://ssm.${env.awsRegion}.amazonaws.com/`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AmazonSSM.GetParameter' },
      body: JSON.stringify({ Name: name, WithDecryption: true }),
      signal: AbortSignal.timeout(5_000),
    },
  )
  const parsed = response.ok ? answer.safeParse(await response.json()) : undefined
  if (parsed?.success) return parsed.data.Parameter.Value
  throw new Error(
    `The SSM parameter ${name} could not be read (SSM answered ${response.status}). Create it as a SecureString that holds the secret, and deploy the function with the permission to read it.`,
  )
}
