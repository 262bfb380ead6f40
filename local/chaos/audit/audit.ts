import type { StoreFiles } from '../../../functions/core/store-format.ts'
import { auditActions } from './actions.ts'
import type { Kept } from './kept.ts'
import { type AcceptedMessage, auditMessages, type GivenUp } from './messages.ts'
import { auditMoney } from './money.ts'
import { auditStore, type Executed, executedIn, type FinalStore } from './orders.ts'
import { auditPeople, type Told } from './people.ts'
import { auditQueues, type QueueCount } from './queues.ts'
import { auditRuns } from './runs.ts'
import { auditTurns } from './turns.ts'
import type { Violation } from './violation.ts'

/** Everything that a run leaves behind, and what its customers were told. */
export interface Estate {
  readonly kept: Kept
  readonly seeded: StoreFiles
  readonly final: FinalStore
  readonly queues: readonly QueueCount[]
  readonly accepted: readonly AcceptedMessage[]
  readonly givenUp: readonly GivenUp[]
  readonly told: readonly Told[]
}

/** Every promise that must hold whatever has failed; empty if all do. */
export async function audit(it: Estate): Promise<Violation[]> {
  const { conversations, counted, quarantined } = it.kept
  const executed = executedIn(conversations)
  const ids = new Set(conversations.map(({ record }) => record.id))
  return [
    ...it.accepted
      .filter(({ conversationId }) => !ids.has(conversationId))
      .map(({ conversationId }) => ({
        check: 'accepted messages are kept',
        conversationId,
        says: 'a message was accepted, and its conversation is not there',
      })),
    ...conversations.flatMap((each) => [
      ...auditMessages(each, it.accepted, it.givenUp),
      ...auditTurns(each),
      ...auditRuns(each),
      ...auditActions(each),
    ]),
    ...(await auditStore(it.seeded, executed, it.final)),
    ...auditMoney(it.seeded, executed, it.final),
    ...auditCounts(counted, executed),
    ...auditPeople(it.kept, it.told),
    ...auditQueues(it.queues, quarantined),
  ]
}

/** The counter of a customer's changes, which limits them, has counted each once. */
function auditCounts(counted: ReadonlyMap<string, number>, executed: readonly Executed[]): Violation[] {
  const made = Map.groupBy(executed, ({ action }) => action.customerId)
  return [...new Set([...counted.keys(), ...made.keys()])].flatMap((customer): Violation[] => {
    const [is, must] = [counted.get(customer) ?? 0, made.get(customer)?.length ?? 0]
    if (is === must) return []
    return [
      { check: 'changes are counted', says: `${customer} made ${must} changes, and ${is} were counted` },
    ]
  })
}
