import type { Credentials } from './signature.ts'

/** The developer's own, for engines of theirs at `AWS_ENDPOINT_URL_…`; the embedded engines take anything. */
export function ownCredentials(): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined)
    return { accessKeyId: 'local', secretAccessKey: 'local' }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
  }
}

/** Whether the developer has an AWS key in the environment. */
export function hasOwnKey(): boolean {
  return ownCredentials().accessKeyId !== 'local'
}
