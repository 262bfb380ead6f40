/** An error of AWS in words: what is missing, and how to give it. Others as they are. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const say = (text: string): Error => new Error(text, { cause: error })
  if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError')
    return say(
      `There are no AWS credentials (${firstLine(error)}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for a profile with single sign-on, log in: aws sso login`,
    )
  if (expired.has(error.name))
    return say(`The AWS credentials are not valid, or no longer (${firstLine(error)}). Log in again.`)
  if (error.message.startsWith('Region is missing'))
    return say('In which AWS region is the system? Name it with --region, or in AWS_REGION.')
  if (/AccessDenied/.test(error.name))
    return say(
      `AWS does not allow it: ${firstLine(error)}. The command needs sqs:ListQueues, GetQueueAttributes, ReceiveMessage, ChangeMessageVisibility, StartMessageMoveTask, ListMessageMoveTasks, DeleteMessage and SendMessage, and dynamodb:ListTables, Query and DeleteItem.`,
    )
  return error
}

const expired = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
])

function firstLine({ message }: Error): string {
  return message.split('\n', 1).join('').replace(/\.$/, '')
}
