import { AwsClient } from 'aws4fetch'
import type { Mail } from '../core/mail.ts'
import { credentialsEnv, readEnv } from './env.ts'

/**
 * Mail by SES, API version 2, from an address that SES has verified. A signed `fetch` instead of SES's client, which
 * alone would be as large as all the rest of a bundle.
 */
export function sesMail(from: string): Mail {
  return {
    // SES's simulator: it takes a mail as any address does, and drops it.
    nobody: 'success@simulator.amazonses.com',

    async send({ to, subject, text }) {
      const env = readEnv(credentialsEnv)
      const client = new AwsClient({
        accessKeyId: env.awsAccessKeyId,
        secretAccessKey: env.awsSecretAccessKey,
        ...(env.awsSessionToken === undefined ? {} : { sessionToken: env.awsSessionToken }),
        service: 'ses',
        region: env.awsRegion,
        retries: 2,
      })
      const endpoint = env.awsEndpointUrlSesv2 ?? `https://email.${env.awsRegion}.amazonaws.com`
      const response = await client.fetch(`${endpoint}/v2/email/outbound-emails`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
        }),
        signal: AbortSignal.timeout(4_000),
      })
      // SES's own words would name the address.
      await response.body?.cancel()
      if (response.ok) return
      const type = response.headers.get('x-amzn-errortype')?.replace(/:.*$/, '') ?? 'no error type'
      throw new Error(
        `SES did not take a mail from ${from} (it answered ${response.status}, ${type}). Verify the address or its domain in SES, take the account out of SES's sandbox, and deploy the function with the permission to send from it.`,
      )
    },
  }
}

function utf8(Data: string) {
  return { Data, Charset: 'UTF-8' }
}
