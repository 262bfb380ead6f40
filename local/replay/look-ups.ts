import { isDeepStrictEqual } from 'node:util'
import {
  cataloguePk,
  customerItem,
  customerPointers,
  productItem,
  productItems,
  readItem,
  type StoreKey,
} from '../../functions/adapters/dynamodb-store-items.ts'
import type { ItemChange, StoredItem } from './watched-table.ts'

/**
 * Throws unless the items by which records are found have changed exactly as the records have: those are not records
 * themselves, so a state cannot show it when one is missing or left over.
 */
export function checkLookUps(changes: readonly ItemChange[]): void {
  const changed = new Map(changes.filter(isLookUp).map((it) => [addressOf(it.key), it]))
  const before = lookUpsOf(changes.map((it) => it.before))
  const after = lookUpsOf(changes.map((it) => it.after))
  for (const at of new Set([...changed.keys(), ...before.keys(), ...after.keys()])) {
    const change = changed.get(at)
    const stored = change ? change.after : before.get(at)
    const ofChangedRecord = before.has(at) || after.has(at)
    const due = ofChangedRecord ? after.get(at) : change?.before
    if (isDeepStrictEqual(stored, due)) continue
    throw new Error(`The look-up ${at} is ${JSON.stringify(stored)} and must be ${JSON.stringify(due)}.`)
  }
}

function isLookUp({ key }: ItemChange): boolean {
  return key.sk !== 'customer' && key.sk !== 'order' && key.pk !== cataloguePk
}

/** The look-ups that belong to these customers and products. */
function lookUpsOf(items: readonly (StoredItem | undefined)[]): Map<string, StoreKey> {
  const found = items.flatMap((item): readonly StoreKey[] => {
    if (item?.sk === 'customer') return customerPointers(readItem(customerItem, item).record)
    if (item?.pk === cataloguePk) return productItems(readItem(productItem, item).record).slice(1)
    return []
  })
  return new Map(found.map((it) => [addressOf(it), it]))
}

function addressOf({ pk, sk }: StoreKey): string {
  return JSON.stringify([pk, sk])
}
