import type { NewId } from '../../functions/core/ids.ts'

/** Ids that count from 1: `msg_…0001`, `trn_…0002`. Unique across prefixes, ordered like real ones. */
export function countingIds(): NewId {
  let count = 0
  return (prefix) => {
    count += 1
    return `${prefix}_${String(count).padStart(32, '0')}`
  }
}
