import * as z from 'zod'
import { type AwsServer, jsonAnswer, serveAws } from './aws-server.ts'
import type { AwsAnswer, Gate } from './gate.ts'

/** Parameter Store with the given values: `GetParameter` and `GetParameters`, with AWS's errors for unknown names. */
export async function startParameters(
  values: Record<string, string>,
  gates: readonly Gate[] = [],
): Promise<AwsServer> {
  return serveAws({
    service: 'ssm',
    gates,
    answer: async ({ action, message }) => answer(action, message.body, values),
  })
}

const oneName = z.object({ Name: z.string() })
const manyNames = z.object({ Names: z.array(z.string()) })

function answer(action: string, payload: string, values: Record<string, string>): AwsAnswer {
  const known = (name: string): boolean => Object.hasOwn(values, name)
  switch (action) {
    case 'GetParameter': {
      const { Name } = oneName.parse(JSON.parse(payload))
      if (!known(Name)) return json(400, { __type: 'ParameterNotFound', message: '' })
      return json(200, { Parameter: parameter(Name, values) })
    }
    case 'GetParameters': {
      const { Names } = manyNames.parse(JSON.parse(payload))
      return json(200, {
        Parameters: Names.filter(known).map((name) => parameter(name, values)),
        InvalidParameters: Names.filter((name) => !known(name)),
      })
    }
    default:
      return json(400, { __type: 'UnknownOperationException', message: `${action} is not hosted locally` })
  }
}

function json(status: number, body: unknown): AwsAnswer {
  return jsonAnswer(status, body, { 'content-type': 'application/x-amz-json-1.1' })
}

function parameter(name: string, values: Record<string, string>): unknown {
  return { Name: name, Type: 'SecureString', Value: values[name], Version: 1, DataType: 'text' }
}
