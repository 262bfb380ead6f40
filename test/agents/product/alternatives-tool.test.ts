import { expect, test } from 'vitest'
import * as z from 'zod'
import { productTools } from '../../../functions/agents/product/tools.ts'
import { memoryStore } from '../../doubles/store.ts'
import { callInShop, shop, shopContext } from './shop.ts'

const record = z.looseObject({ item_id: z.string(), available: z.boolean() })
const listed = z.array(record.extend({ differs: z.string() }))
const answer = z.object({
  item: record,
  same_product: listed,
  other_products: listed,
  note: z.string().optional(),
})

async function alternatives(item_id: string, keep?: Record<string, string>) {
  const options = keep && Object.entries(keep).map(([name, value]) => ({ name, value }))
  const result = await callInShop('find_alternatives', { item_id, ...(options && { keep: options }) })
  if (!result.ok) throw new Error(result.message)
  return { ...answer.parse(result.value), parts: result.parts ?? [] }
}

const lines = (found: z.infer<typeof listed>) => found.map((it) => `${it.item_id}: ${it.differs}`)

test('gives the variants with most equal options first, then those with the nearest price, and says what differs', async () => {
  const { item, same_product } = await alternatives('8000000001')
  expect(item).toMatchObject({ item_id: '8000000001', name: 'Steel Kettle', available: false, price: 40 })
  expect(lines(same_product)).toEqual([
    '8000000004: color white instead of black; $0.50 less',
    '8000000005: color red instead of black; $1.50 more',
    '8000000002: capacity 1.7 L instead of 1.5 L; $6.00 more',
    '8000000003: capacity 1.7 L instead of 1.5 L; lid steel instead of glass; $1.00 more',
  ])
})

test('then gives one variant of each other product of the kind, those with most in common first', async () => {
  const { other_products, note } = await alternatives('8000000001')
  expect(lines(other_products)).toEqual([
    '8000000011: no lid stated; $10.00 less',
    '8000000021: no capacity stated; color white instead of black; no lid stated; volts 110; $15.00 less',
  ])
  expect(other_products[0]).toEqual({
    product_id: '9000000002',
    name: 'Tea Kettle, enamelled',
    item_id: '8000000011',
    options: { capacity: '1.5L', color: 'black' },
    available: true,
    price: 30,
    differs: 'no lid stated; $10.00 less',
  })
  expect(note).toBeUndefined()
})

test.each<[string, Record<string, string>, string[], string[]]>([
  ['the same color', { color: 'black' }, ['8000000002', '8000000003'], ['8000000011']],
  ['another color', { Colour: 'WHITE' }, ['8000000004'], ['8000000021']],
  ['a capacity written in another way', { capacity: '1.5l' }, ['8000000004', '8000000005'], ['8000000011']],
  ['two options', { color: 'red', lid: 'steel' }, ['8000000006'], []],
])('keeps to %s', async (_, keep, within, others) => {
  const { same_product, other_products } = await alternatives('8000000001', keep)
  expect(same_product.map((it) => it.item_id)).toEqual(within)
  expect(other_products.map((it) => it.item_id)).toEqual(others)
})

test.each<[Record<string, string>, string]>([
  [{ color: 'purple' }, 'no color purple (there is black, red, white)'],
  [{ size: 'M' }, 'no option size (the options are capacity, color, lid)'],
  [{ color: 'black', capacity: '1 L' }, 'has all that keep asks for.'],
])('offers what there is when nothing keeps to %o, and says so', async (keep, words) => {
  const { same_product, note } = await alternatives('8000000001', keep)
  expect(same_product).toHaveLength(4)
  expect(note).toContain(words)
  expect(note).toContain('The variants here do not keep it.')
})

test('says when the item itself is available, when it is the only one, and when nothing is like it', async () => {
  expect((await alternatives('8000000003')).note).toBe('The item itself is available.')
  const pan = await alternatives('8000000031')
  expect([pan.same_product, pan.other_products]).toEqual([[], []])
  expect(pan.note).toContain('No other variant of the Steel Pan is available.')
  expect(pan.note).toContain('search_products finds more by other words.')
})

test('never offers what cannot be bought, nor the item itself', async () => {
  for (const id of ['8000000001', '8000000002', '8000000007', '8000000011', '8000000041']) {
    const { same_product, other_products, parts } = await alternatives(id)
    const offered = [...same_product, ...other_products]
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.filter((it) => !it.available || it.item_id === id)).toEqual([])
    expect(parts).toMatchObject(
      offered.map((it) => ({ type: 'product_card', itemId: it.item_id, available: true })),
    )
  }
})

test.each([
  ['9000000001', undefined, 'ITEM_NOT_FOUND'],
  ['', undefined, 'ITEM_NOT_FOUND'],
  ['8000000001', Array(11).fill({ name: 'color', value: 'black' }), 'INVALID_ARGUMENTS'],
  ['8000000001', [{ name: ' ', value: 'black' }], 'INVALID_ARGUMENTS'],
  ['8000000001', { color: 'black' }, 'INVALID_ARGUMENTS'],
  ['8000000001', [{ name: 'color', value: 'black', must: true }], 'INVALID_ARGUMENTS'],
])('answers %j with keep %j: %s', async (item_id, keep, code) => {
  const input = { item_id, ...(keep && { keep }) }
  expect(await callInShop('find_alternatives', input)).toMatchObject({ ok: false, code })
})

test('tells of other products as they are now, not as they were indexed', async () => {
  const tool = productTools({ now: () => 0 }).find((it) => it.name === 'find_alternatives')
  const soldOut = shop.map((it) =>
    it.product_id === '9000000003'
      ? it
      : {
          ...it,
          variants: Object.fromEntries(
            Object.entries(it.variants).map(([id, each]) => [id, { ...each, available: false }]),
          ),
        },
  )
  const now = memoryStore({
    users: {},
    orders: {},
    products: Object.fromEntries(soldOut.map((it) => [it.product_id, it])),
  })
  const store = { ...now, catalogue: () => shopContext.store.catalogue() }
  expect(await tool?.execute({ item_id: '8000000001' }, { ...shopContext, store })).toMatchObject({
    ok: true,
    value: { same_product: [], other_products: [{ item_id: '8000000021' }] },
  })
})
