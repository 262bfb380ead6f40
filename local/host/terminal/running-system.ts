import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'

const runningSystem = z.object({
  /** Without `/v1`. */
  apiUrl: z.string(),
  storeId: z.string(),
  storeSecret: z.string(),
  sessionSecret: z.string(),
  pid: z.number(),
})
export type RunningSystem = z.infer<typeof runningSystem>

const file = join(import.meta.dirname, '../../../.switchboard/local.json')

/** The system that `npm start` runs on this machine; `undefined` when none does. */
function readRunningSystem(): RunningSystem | undefined {
  try {
    const system = runningSystem.parse(JSON.parse(readFileSync(file, 'utf8')))
    process.kill(system.pid, 0)
    return system
  } catch {
    // No file, one of an older version, or one that a killed system left: nothing is running as far as it is known.
    return undefined
  }
}

/** Tells the other commands of this machine (chat, story, smoke) where the system is; the result takes that back. */
export function writeRunningSystem(system: RunningSystem): () => void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(runningSystem.parse(system), null, 2)}\n`, { mode: 0o600 })
  return () => {
    if (readRunningSystem()?.pid === system.pid) rmSync(file, { force: true })
  }
}
