import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Memory } from '../core/memory.ts'
import { memoryCommits } from './dynamodb-memory-commits.ts'
import { actionWrites } from './dynamodb-memory-items.ts'
import { keys } from './dynamodb-memory-keys.ts'
import { memoryReads } from './dynamodb-memory-reads.ts'
import { type MemoryTableOptions, memoryTable } from './dynamodb-memory-table.ts'

/**
 * The conversation memory on one DynamoDB table. Reads that decide something are strongly consistent; every item
 * that is personal expires `retentionDays` after its last write, and reads leave out what has expired.
 */
export function dynamoDbMemory(options: MemoryTableOptions): Memory {
  const table = memoryTable(options)
  const { client, name, expiring, putNew } = table
  const reads = memoryReads(table)

  return {
    ...reads,
    ...memoryCommits(table, reads),

    async saveStep(id, run, index, saved) {
      return await table.putOnce({ ...keys.step(id, run.turn, run.specialist, index), step: saved })
    },

    async saveAnswer(id, turn, given, last, proposed) {
      const Item = { ...keys.answer(id, turn, given.specialist), answer: given }
      if (!last) return await table.putOnce(Item)
      const stepKey = keys.step(id, last.run.turn, last.run.specialist, last.index)
      try {
        const TransactItems = [
          putNew(Item),
          putNew({ ...stepKey, step: last.step }),
          ...actionWrites(name, id, proposed && { proposed }, expiring),
        ]
        await client.send(new TransactWriteCommand({ TransactItems }))
        return 'saved'
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error
        const found = (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed')
        if (!found) throw error
        return 'exists'
      }
    },

    async saveDeferral(id, turn, deferral) {
      const Item = expiring({ ...keys.deferral(id, turn, deferral.specialist), deferral })
      await client.send(new PutCommand({ TableName: name, Item }))
    },

    async saveSummary(id, saved) {
      try {
        await client.send(
          new PutCommand({
            TableName: name,
            Item: expiring({ ...keys.summary(id), ...saved }),
            ConditionExpression: 'attribute_not_exists(pk) OR untilSeq < :untilSeq',
            ExpressionAttributeValues: { ':untilSeq': saved.untilSeq },
          }),
        )
      } catch (error) {
        // A newer summary is there already: this one is not needed.
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}
