import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** How far each reader has come in each shard. */
export type Checkpoints = {
  get: (reader: string, shard: string) => string | undefined
  set: (reader: string, shard: string, sequenceNumber: string) => void
}

/** Kept in a file of `directory`, so that a restarted host goes on where it was; without one, in memory. */
export function openCheckpoints(directory: string | undefined): Checkpoints {
  const file = directory === undefined ? undefined : join(directory, 'stream-positions.json')
  const positions = new Map(Object.entries(file === undefined ? {} : readPositions(file)))
  return {
    get: (reader, shard) => positions.get(`${reader} ${shard}`),
    set: (reader, shard, sequenceNumber) => {
      positions.set(`${reader} ${shard}`, sequenceNumber)
      if (file === undefined) return
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(positions)))
      renameSync(`${file}.new`, file)
    },
  }
}

function readPositions(file: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new Error(`${file} cannot be read. Delete the kept data and start again.`, { cause: error })
  }
}
