import { randomInt } from 'node:crypto'

/** Six digits that nobody can foresee. */
export function newGuestCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
