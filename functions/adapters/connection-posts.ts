import { AwsClient } from 'aws4fetch'
import { credentialsEnv, readEnv } from './env.ts'
import { logger } from './telemetry.ts'

/**
 * `gone`: nobody is there any more. `busy`: the gateway or the client's line has no room now, or the gateway did not answer
 * in time. `refused`: it will not take this at all.
 */
export type Posted = 'sent' | 'gone' | 'busy' | 'refused'

/** The gateway's way to its clients. Never throws. */
export interface ConnectionPosts {
  /** `stop` ends it; then it is `busy`. */
  post(connectionId: string, data: string, stop?: AbortSignal): Promise<Posted>
  /** Ends a connection. */
  close(connectionId: string): Promise<Posted>
}

/** Milliseconds for one request. */
const patience = 1_000

/** A signed `fetch` instead of the management API's client, which alone would be larger than all of the live path. */
export function connectionPosts(endpoint: string): ConnectionPosts {
  let kept: AwsClient | undefined
  const client = () => {
    // One for an environment: it keeps the derived signing key.
    const env = readEnv(credentialsEnv)
    kept ??= new AwsClient({
      accessKeyId: env.awsAccessKeyId,
      secretAccessKey: env.awsSecretAccessKey,
      ...(env.awsSessionToken === undefined ? {} : { sessionToken: env.awsSessionToken }),
      service: 'execute-api',
      region: env.awsRegion,
      retries: 0,
    })
    return kept
  }

  async function ask(connectionId: string, init: RequestInit, stop?: AbortSignal): Promise<Posted> {
    const url = `${endpoint}/@connections/${encodeURIComponent(connectionId)}`
    const time = AbortSignal.timeout(patience)
    try {
      const signal = stop ? AbortSignal.any([stop, time]) : time
      const response = await client().fetch(url, { ...init, signal })
      await response.body?.cancel()
      if (response.ok) return 'sent'
      if (response.status === 410) return 'gone'
      if (response.status === 429 || response.status >= 500) return 'busy'
      logger.error('The gateway does not send to a client', { status: response.status })
      return 'refused'
    } catch (error) {
      if (!stop?.aborted && !time.aborted) logger.error('The gateway is not reached', { error })
      return 'busy'
    }
  }

  return {
    post: async (connectionId, body, stop) =>
      await ask(
        connectionId,
        { method: 'POST', headers: { 'Content-Type': 'application/json' }, body },
        stop,
      ),
    close: async (connectionId) => await ask(connectionId, { method: 'DELETE' }),
  }
}
