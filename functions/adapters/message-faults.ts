import type * as z from 'zod'

/** Why a message is not understood, in one line. Of one with a wrong type, only that: its other fields say nothing. */
export function messageFaults({ issues }: z.ZodError): string {
  const ofType = issues.filter(({ path }) => path[0] === 'type')
  return (ofType.length > 0 ? ofType : issues)
    .map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
    .join('; ')
}
