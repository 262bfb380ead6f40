/** Which environment asks: logical id of the function, number of its environment (unique per host). */
export type Caller = { functionId: string; environment: number }

/** One request to an AWS service, before it reaches the engine. */
export type AwsRequest = {
  service: 'dynamodb' | 'sqs' | 'ssm' | 'ses' | 'events' | 'execute-api'
  action: string
  /** What it is about, as policies name it, where the body does not say it. */
  resource?: string
  /** Undefined for whoever is no hosted function: the host itself, a test. */
  caller: Caller | undefined
  /** JSON text as sent. */
  body: string
}

export type AwsAnswer = { status: number; body: string; headers?: Record<string, string> }

/**
 * Answers a request itself or passes it on; may change, delay or drop the answer. Throwing = the connection is cut. An
 * engine that fails is no throw but an answer with status 500.
 */
export type Gate = (request: AwsRequest, pass: () => Promise<AwsAnswer>) => Promise<AwsAnswer>

/** Leads a request through the gates, one after the other, and then to the engine. */
export function throughGates(
  gates: readonly Gate[],
  request: AwsRequest,
  engine: () => Promise<AwsAnswer>,
): Promise<AwsAnswer> {
  const from = async (index: number): Promise<AwsAnswer> => {
    const gate = gates[index]
    return gate === undefined ? engine() : gate(request, () => from(index + 1))
  }
  return from(0)
}

/** The key by which an environment signs. Letters and digits alone: DynamoDB Local takes nothing else. */
export function accessKeyIdOf({ functionId, environment }: Caller): string {
  return `LOCAL${functionId}N${environment}`
}

/** Reads a caller out of the header `Authorization` that it has signed with its key. */
export function callerOf(authorization: string | undefined): Caller | undefined {
  const { functionId, environment } =
    /Credential=LOCAL(?<functionId>\w+)N(?<environment>\d+)\//.exec(authorization ?? '')?.groups ?? {}
  return functionId === undefined ? undefined : { functionId, environment: Number(environment) }
}
