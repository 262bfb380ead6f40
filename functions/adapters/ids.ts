import { v7 } from 'uuid'
import type { NewId } from '../core/ids.ts'

/** A prefix and a UUIDv7: ordered by time, 74 random bits. */
export const newId: NewId = (prefix) => `${prefix}_${v7().replaceAll('-', '')}`
