import * as z from 'zod'
import { type AwsCall, AwsError } from './aws-client.ts'

export type StreamRecord = z.infer<typeof streamRecord>

/** One shard of a DynamoDB stream, read from a position on. */
export type Shard = {
  id: string
  /** The next records, none when it is read up; `closed` when there will never be more. */
  read: (limit: number) => Promise<StreamRecord[] | 'closed'>
}

/** Opens the stream's shards, each after the position that is given for it, else at the stream's beginning or end. */
export async function openShards(given: {
  streamArn: string
  call: AwsCall
  fromTheBeginning: boolean
  positionIn: (shard: string) => string | undefined
}): Promise<Shard[]> {
  const { streamArn, call } = given
  const { Shards } = description.parse(
    await call('DescribeStream', { StreamArn: streamArn }),
  ).StreamDescription
  return Promise.all(
    Shards.map(async ({ ShardId }) => {
      let iterator = await openAt(streamArn, ShardId, given)
      return {
        id: ShardId,
        read: async (limit) => {
          if (iterator === undefined) return 'closed'
          const answer = records.parse(await call('GetRecords', { ShardIterator: iterator, Limit: limit }))
          iterator = answer.NextShardIterator
          return answer.Records.length === 0 && iterator === undefined ? 'closed' : answer.Records
        },
      }
    }),
  )
}

async function openAt(
  StreamArn: string,
  ShardId: string,
  given: { call: AwsCall; fromTheBeginning: boolean; positionIn(shard: string): string | undefined },
): Promise<string | undefined> {
  const at = async (position: Record<string, string>): Promise<string | undefined> =>
    shardIterator.parse(await given.call('GetShardIterator', { StreamArn, ShardId, ...position }))
      .ShardIterator
  const last = given.positionIn(ShardId)
  if (last === undefined) return at({ ShardIteratorType: given.fromTheBeginning ? 'TRIM_HORIZON' : 'LATEST' })
  try {
    return await at({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last })
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return at({ ShardIteratorType: 'TRIM_HORIZON' })
  }
}

const streamRecord = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number().optional() }),
})
const description = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
})
const shardIterator = z.object({ ShardIterator: z.string().optional() })
const records = z.object({
  Records: z.array(streamRecord).default([]),
  NextShardIterator: z
    .string()
    .nullish()
    .transform((each) => each ?? undefined),
})
