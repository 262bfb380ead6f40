import * as z from 'zod'
import type { AwsAnswer } from '../../host/gate.ts'

/** How AWS says no. */
export function throttledTable(): AwsAnswer {
  return failure(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', {
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  })
}

/** For a single write; a transaction is cancelled, with a reason for each of its items. */
export function conflict(action: string, body: string): AwsAnswer {
  return action === 'TransactWriteItems'
    ? cancelled(body, 'TransactionConflict', 'Transaction is ongoing for the item')
    : failure(400, 'com.amazonaws.dynamodb.v20120810#TransactionConflictException', {
        message: 'Transaction is ongoing for the item',
      })
}

export function throttledTransaction(body: string): AwsAnswer {
  return cancelled(body, 'ThrottlingError', 'Throughput exceeds the current capacity of your table')
}

const transaction = z.object({ TransactItems: z.array(z.unknown()) })

/** One item is in the way, the others are not. */
function cancelled(body: string, Code: string, Message: string): AwsAnswer {
  const { TransactItems } = transaction.parse(JSON.parse(body))
  const CancellationReasons = TransactItems.map((_, index) =>
    index === 0 ? { Code, Message } : { Code: 'None' },
  )
  const codes = CancellationReasons.map((reason) => reason.Code).join(', ')
  return failure(400, 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons,
  })
}

/** `again`: the client's own retries may get through. */
export function refusedSend(again: boolean): AwsAnswer {
  return again
    ? failure(503, 'com.amazon.coral.service#ServiceUnavailableException', { message: 'Try again later.' })
    : failure(400, 'com.amazonaws.sqs#KmsDisabled', { message: 'The key of the queue is disabled.' })
}

function failure(status: number, type: string, rest: Record<string, unknown>): AwsAnswer {
  return { status, body: JSON.stringify({ __type: type, ...rest }) }
}
