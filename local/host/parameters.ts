import { once } from 'node:events'
import { createServer } from 'node:http'
import * as z from 'zod'
import type { Engine } from './dynamodb-engine.ts'

/** Parameter Store with the given values: `GetParameter` and `GetParameters`, with AWS's errors for unknown names. */
export async function startParameters(values: Record<string, string>): Promise<Engine> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { status, body } = answer(
      String(request.headers['x-amz-target']),
      Buffer.concat(chunks).toString(),
      values,
    )
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

type Answer = { status: number; body: unknown }

const oneName = z.object({ Name: z.string() })
const manyNames = z.object({ Names: z.array(z.string()) })

function answer(target: string, payload: string, values: Record<string, string>): Answer {
  const known = (name: string): boolean => Object.hasOwn(values, name)
  switch (target) {
    case 'AmazonSSM.GetParameter': {
      const { Name } = oneName.parse(JSON.parse(payload))
      if (!known(Name)) return { status: 400, body: { __type: 'ParameterNotFound', message: '' } }
      return { status: 200, body: { Parameter: parameter(Name, values) } }
    }
    case 'AmazonSSM.GetParameters': {
      const { Names } = manyNames.parse(JSON.parse(payload))
      return {
        status: 200,
        body: {
          Parameters: Names.filter(known).map((name) => parameter(name, values)),
          InvalidParameters: Names.filter((name) => !known(name)),
        },
      }
    }
    default:
      return {
        status: 400,
        body: { __type: 'UnknownOperationException', message: `${target} is not hosted locally` },
      }
  }
}

function parameter(name: string, values: Record<string, string>): unknown {
  return { Name: name, Type: 'SecureString', Value: values[name], Version: 1, DataType: 'text' }
}
