import * as z from 'zod'
import type { Outcome } from './environment.ts'

/**
 * Which records of a batch failed, by their ids. With `reportsItemFailures` the function names them; naming one that is
 * not in the batch, or answering something else, fails the whole batch, as on AWS.
 */
export function failedRecords(outcome: Outcome, ids: string[], reportsItemFailures: boolean): Set<string> {
  if (!outcome.ok) return new Set(ids)
  if (!reportsItemFailures) return new Set()
  const answer = batchAnswer.safeParse(JSON.parse(outcome.payload))
  if (!answer.success) return new Set(ids)
  const failed = answer.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? []
  return failed.every((id) => ids.includes(id)) ? new Set(failed) : new Set(ids)
}

const batchAnswer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable()
