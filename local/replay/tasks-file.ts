import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** What the replay reads of a task; whatever else stands there is for people. */
const task = z.object({
  id: z.string(),
  user_id: z.string(),
  actions: z.array(z.object({ name: z.string(), arguments: z.unknown() })),
})
export type Task = z.infer<typeof task>

/** Reads a file of recorded tasks. Throws one error that says where it is not of the expected form. */
export function readTasks(file: string): Task[] {
  const parsed = z.array(task).safeParse(readJson(file))
  if (parsed.success) return parsed.data
  throw new Error(
    `${file} must be a JSON array of tasks with id, user_id and actions:\n${z.prettifyError(parsed.error)}`,
  )
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${String(error)}`, { cause: error })
  }
}
