import * as z from 'zod'
import { AwsError } from '../aws-client.ts'

/** An error that the service answers. */
export function refusal(code: string, detail: string): AwsError {
  return new AwsError(code, 400, detail)
}

/** What an error is for the caller: wrong input is refused, everything else is a fault of the engine. */
export function asRefusal(error: unknown): AwsError {
  if (error instanceof AwsError) return error
  if (error instanceof z.ZodError) return refusal('InvalidParameterValue', z.prettifyError(error))
  return new AwsError('InternalError', 500, String(error))
}

/** An error as the JSON protocol tells it. */
export function refused(error: unknown): { status: number; headers: Record<string, string>; body: unknown } {
  const { code, status, detail } = asRefusal(error)
  return {
    status,
    headers: { 'x-amzn-query-error': `${queryCodes[code] ?? code};Sender` },
    body: { __type: `com.amazonaws.sqs#${code}`, message: detail },
  }
}

/** Where the older protocol, whose codes the SDK still shows, says it otherwise. */
const queryCodes: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
}
