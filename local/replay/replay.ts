import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import type { ToolResult } from '../../functions/core/tool.ts'
import { connectDynamoDb, startDynamoDb } from '../host/dynamodb-engine.ts'
import { itemsOf } from '../store/seed-store.ts'
import { checkLookUps } from './look-ups.ts'
import { makeReplayTable, type ReplayTable, replayRegion } from './replay-table.ts'
import { type ReplayState, stateOf } from './state.ts'
import type { Task } from './tasks-file.ts'
import { toolLayer } from './tool-layer.ts'
import { type WatchedTable, watchTable } from './watched-table.ts'

export interface ReplayedTask {
  readonly id: string
  /** One for each call, in the same order; fewer if the task could not be run. */
  readonly results: readonly ToolResult[]
  readonly state: ReplayState
  /** Why the task could not be run. */
  readonly error?: string
}

/**
 * Runs every task on a table that holds exactly these records, and puts them back after each. Throws if that fails, for
 * then no result could be trusted.
 */
export async function replay({
  files,
  tasks,
  onProgress,
}: {
  readonly files: StoreFiles
  readonly tasks: readonly Task[]
  readonly onProgress: (done: string) => void
}): Promise<ReplayedTask[]> {
  const engine = await startDynamoDb(undefined, onProgress)
  const { streams, close } = connectDynamoDb(engine.endpoint, replayRegion)
  try {
    const table = await makeReplayTable(engine.endpoint, files)
    try {
      const watched = await watchTable({
        store: table,
        first: itemsOf(files),
        streamArn: table.streamArn,
        streams,
      })
      const replayed: ReplayedTask[] = []
      for (const task of tasks) {
        replayed.push(await replayTask(task, table, watched))
        if (replayed.length % 100 === 0) onProgress(`· ${replayed.length} of ${tasks.length} tasks`)
      }
      await watched.verify()
      return replayed
    } finally {
      await table
        .remove()
        .catch((error: unknown) => onProgress(`The table was left behind: ${String(error)}`))
    }
  } finally {
    close()
    await engine.close()
  }
}

async function replayTask(task: Task, table: ReplayTable, watched: WatchedTable): Promise<ReplayedTask> {
  const call = toolLayer({ customerId: task.user_id, store: dynamoDbStore(table) })
  const results: ToolResult[] = []
  const problems: unknown[] = []
  try {
    for (const action of task.actions) results.push(shown(await call(action)))
  } catch (error) {
    problems.push(error)
  }
  const changes = await watched.changes()
  let state: ReplayState = { orders: {}, users: {} }
  try {
    state = stateOf(changes)
    checkLookUps(changes)
  } catch (error) {
    problems.push(error)
  }
  await watched.undo(changes)
  return {
    id: task.id,
    results,
    state,
    ...(problems.length > 0 && { error: problems.map(String).join('; ') }),
  }
}

/** A result without the cards that an agent would show. */
function shown(result: ToolResult): ToolResult {
  return result.ok ? { ok: true, value: result.value } : result
}
