import { getParameter } from '@aws-lambda-powertools/parameters/ssm'

/** Seconds that a secret is kept in an environment: a changed one is in use everywhere after this. */
const maxAge = 300

/** A SecureString of SSM's parameter store, by name. */
export async function secret(name: string): Promise<string> {
  const value = await getParameter(name, { decrypt: true, maxAge })
  if (value === undefined || value === '') {
    throw new Error(`The SSM parameter ${name} is empty: put the secret there as a SecureString`)
  }
  return value
}
