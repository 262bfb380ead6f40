import { jsonAnswer } from '../aws-server.ts'
import type { AwsAnswer, AwsRequest } from '../gate.ts'

/** A refusal as the service would answer it. */
export function refusalAnswer(service: AwsRequest['service'], message: string): AwsAnswer {
  const jsonType = (version: string) => ({ 'content-type': `application/x-amz-json-${version}` })
  switch (service) {
    case 'dynamodb':
      return jsonAnswer(400, { __type: coral, Message: message }, jsonType('1.0'))
    case 'sqs':
      return jsonAnswer(
        400,
        { __type: coral, message },
        { ...jsonType('1.0'), 'x-amzn-query-error': 'AccessDenied;Sender' },
      )
    case 'ssm':
    case 'events':
      return jsonAnswer(400, { __type: 'AccessDeniedException', Message: message }, jsonType('1.1'))
    case 'ses':
    case 'execute-api':
      return jsonAnswer(
        403,
        { Message: message },
        { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
      )
  }
}

const coral = 'com.amazon.coral.service#AccessDeniedException'
