import { createHmac } from 'node:crypto'
import type { Secrets } from './signing-secrets.ts'

/** Hashes that only whoever has a secret can make or check: HMAC-SHA256 by each of the secrets, newest first. */
export function keyedHashes(secrets: Secrets): (text: string) => Promise<readonly [string, ...string[]]> {
  return async (text) => {
    const [newest, ...older] = await secrets()
    const hash = (secret: string) => createHmac('sha256', secret).update(text).digest('base64url')
    return [hash(newest), ...older.map(hash)]
  }
}
