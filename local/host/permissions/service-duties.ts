import type { Need } from './judge.ts'

/** What Lambda does with a function's role, so that events come to the function. */
export function sourceNeeds(sourceArn: string, failureDestinationArn: string | undefined): Need[] {
  const actions = sourceArn.includes(':sqs:')
    ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    : ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams']
  return [
    ...actions.map((action): Need => ({ action, resources: [sourceArn] })),
    ...(failureDestinationArn === undefined
      ? []
      : [{ action: 'sqs:SendMessage', resources: [failureDestinationArn] } satisfies Need]),
  ]
}

/** What Lambda does with a function's role to keep what the function logs. */
export function logNeeds(logGroupArn: string): Need[] {
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
    action,
    resources: [`${logGroupArn.replace(/:\*$/, '')}:log-stream:local`],
  }))
}
