import { describe, expect, test } from 'vitest'
import { productTools } from '../../../functions/agents/product/tools.ts'
import type { Tool, ToolContext, ToolResult } from '../../../functions/core/tool.ts'
import { demoStore } from '../../../local/store/demo-store.ts'
import { memoryStore } from '../../doubles/store.ts'

const files = demoStore(1)
const context: ToolContext = {
  customerId: undefined,
  store: memoryStore(files),
  signal: new AbortController().signal,
}
const tools = productTools({ now: () => 0 })
const kettle = Object.values(files.products).find(({ name }) => name === 'Electric Kettle')
if (!kettle) throw new Error('The demo store sells no kettle')
const [kettleItem] = Object.values(kettle.variants)
if (!kettleItem) throw new Error('The kettle has no variants')

async function call(name: string, input: unknown): Promise<ToolResult> {
  const tool = tools.find((it) => it.name === name)
  if (!tool) throw new Error(`There is no tool ${name}`)
  return await tool.execute(input, context)
}

test('offers the catalogue to everybody, also to customers who are not verified', () => {
  expect(tools.map((it) => it.name).sort()).toEqual([
    'compare_variants',
    'find_alternatives',
    'get_item_details',
    'get_product_details',
    'list_all_product_types',
    'search_products',
  ])
  expect(tools.filter((it) => it.needsCustomer)).toEqual([])
})

test.each(tools.map((it): [string, Tool] => [it.name, it]))(
  '%s has a schema that strict tools accept',
  (_, tool) => {
    expect(tool.inputSchema.type).toBe('object')
    const objects: unknown[] = []
    JSON.stringify(tool.inputSchema, (key, value) => {
      expect(['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'oneOf']).not.toContain(
        key,
      )
      if (value?.type === 'object') objects.push(value)
      return value
    })
    for (const each of objects) expect(each).toMatchObject({ additionalProperties: false })
  },
)

describe('list_all_product_types', () => {
  test('gives the name and id of every product', async () => {
    expect(await call('list_all_product_types', {})).toEqual({
      ok: true,
      value: Object.fromEntries(
        Object.values(files.products).map(({ name, product_id }) => [name, product_id]),
      ),
    })
  })
})

test('list_all_product_types counts kinds where the names are too many', async () => {
  const products = Object.fromEntries(
    Array.from({ length: 1200 }, (_, at) => {
      const product_id = String(7_000_000_000 + at)
      const name = `${at % 3 === 0 ? 'Electric Kettle' : 'Long-Sleeved Shirt'} ${product_id}`
      return [product_id, { product_id, name, variants: {} }]
    }),
  )
  const store = memoryStore({ users: {}, orders: {}, products })
  const list = productTools({ now: () => 0 }).find((it) => it.name === 'list_all_product_types')
  expect(await list?.execute({}, { ...context, store })).toEqual({
    ok: true,
    value: {
      products: 1200,
      kinds: [
        { kind: 'shirt', products: 800 },
        { kind: 'kettle', products: 400 },
      ],
      note: expect.stringContaining('search_products'),
    },
  })
})

describe('get_product_details', () => {
  test("gives the product's record with all variants, and a card with its lowest available price", async () => {
    const available = Object.values(kettle.variants).filter((it) => it.available)
    expect(available.length).toBeLessThan(Object.keys(kettle.variants).length)
    expect(await call('get_product_details', { product_id: kettle.product_id })).toEqual({
      ok: true,
      value: kettle,
      parts: [
        {
          type: 'product_card',
          productId: kettle.product_id,
          name: 'Electric Kettle',
          options: {},
          priceCents: Math.min(...available.map((it) => Math.round(it.price * 100))),
          available: true,
        },
      ],
    })
  })

  test.each([kettleItem.item_id, '', '0', 'Electric Kettle', '__proto__'])(
    'finds no product %j',
    async (product_id) => {
      expect(await call('get_product_details', { product_id })).toMatchObject({
        ok: false,
        code: 'PRODUCT_NOT_FOUND',
      })
    },
  )
})

describe('get_item_details', () => {
  test('gives the record of the variant, and its card', async () => {
    expect(await call('get_item_details', { item_id: kettleItem.item_id })).toEqual({
      ok: true,
      value: kettleItem,
      parts: [
        {
          type: 'product_card',
          productId: kettle.product_id,
          itemId: kettleItem.item_id,
          name: 'Electric Kettle',
          options: kettleItem.options,
          priceCents: Math.round(kettleItem.price * 100),
          available: kettleItem.available,
        },
      ],
    })
  })

  test.each([kettle.product_id, '', '0'])('finds no item %j', async (item_id) => {
    expect(await call('get_item_details', { item_id })).toMatchObject({ ok: false, code: 'ITEM_NOT_FOUND' })
  })
})

describe('search_products', () => {
  test('gives products with the variants that fit, in the format of the store, and a card of the best variant', async () => {
    const result = await call('search_products', { query: 'blak ketle', max_price: 1000 })
    const black = Object.values(kettle.variants)
      .filter((it) => it.options.color === 'black')
      .sort((a, b) => Number(b.available) - Number(a.available) || a.price - b.price)
    const prices = black.map((it) => it.price)
    expect(result).toEqual({
      ok: true,
      value: {
        products: [
          {
            product_id: kettle.product_id,
            name: 'Electric Kettle',
            price_from: Math.min(...prices),
            price_to: Math.max(...prices),
            fitting_variants: black.length,
            variants: black,
          },
        ],
      },
      parts: [expect.objectContaining({ type: 'product_card', itemId: black[0]?.item_id, available: true })],
    })
  })

  test('shows at most six variants of a product and says how many fit', async () => {
    const result = await call('search_products', { query: 'electric kettle' })
    expect(result).toMatchObject({
      ok: true,
      value: { products: [{ fitting_variants: Object.keys(kettle.variants).length }] },
    })
    expect(JSON.stringify(result).match(/"item_id"/g)).toHaveLength(6)
  })

  test('takes the highest price to the cent', async () => {
    const price = Math.min(...Object.values(kettle.variants).map((it) => it.price))
    const at = await call('search_products', { query: 'electric kettle', max_price: price })
    expect(at).toMatchObject({ ok: true, value: { products: [{ price_to: price }] } })
    const below = await call('search_products', { query: 'electric kettle', max_price: price - 0.01 })
    expect(below).toMatchObject({ ok: true, value: { products: [{ name: 'Stovetop Tea Kettle' }] } })
  })

  test('takes the lowest price to the cent', async () => {
    const price = Math.max(...Object.values(kettle.variants).map((it) => it.price))
    const at = await call('search_products', { query: 'electric kettle', min_price: price })
    expect(at).toMatchObject({ ok: true, value: { products: [{ price_from: price, price_to: price }] } })
    expect(
      await call('search_products', { query: 'electric kettle', min_price: price + 0.01 }),
    ).toMatchObject({
      ok: true,
      value: { products: [] },
    })
  })

  test('says how many products more fit than it shows', async () => {
    const black = await call('search_products', { query: 'black' })
    expect(black).toMatchObject({ ok: true, value: { further_products: expect.any(Number) } })
    expect(await call('search_products', { query: 'black electric kettle' })).not.toHaveProperty(
      'value.further_products',
    )
  })

  test('names what there is when the requirements fit nothing', async () => {
    const result = await call('search_products', {
      query: 'electric kettle',
      options: [{ name: 'color', value: 'purple' }],
      available_only: true,
    })
    expect(result).toEqual({
      ok: true,
      value: { products: [], note: expect.stringContaining(`Electric Kettle (${kettle.product_id})`) },
    })
    expect(result).toMatchObject({
      value: {
        note: expect.stringContaining('no color purple (there is black, brushed steel, sage green, white)'),
      },
    })
  })

  test('says so when nothing has the words', async () => {
    expect(await call('search_products', { query: 'unicorn saddle' })).toEqual({
      ok: true,
      value: { products: [], note: expect.stringContaining('list_all_product_types') },
    })
  })
})

test.each<[string, unknown]>([
  ['search_products', {}],
  ['search_products', { query: '' }],
  ['search_products', { query: ' \n' }],
  ['search_products', { query: 'k'.repeat(201) }],
  ['search_products', { query: 7 }],
  ['search_products', { query: 'kettle', color: 'black' }],
  ['search_products', { query: 'kettle', max_price: '20' }],
  ['search_products', { query: 'kettle', max_price: -1 }],
  ['search_products', { query: 'kettle', max_price: Number.NaN }],
  ['search_products', { query: 'kettle', max_price: null }],
  ['search_products', { query: 'kettle', min_price: -1 }],
  ['search_products', { query: 'kettle', min_price: 20, max_price: 19.99 }],
  ['search_products', { query: 'kettle', available_only: 'yes' }],
  ['search_products', { query: 'kettle', options: { color: 'black' } }],
  ['search_products', { query: 'kettle', options: [{ name: 'color' }] }],
  ['search_products', { query: 'kettle', options: [{ name: 'color', value: ' ' }] }],
  ['search_products', { query: 'kettle', options: [{ name: 'color', value: 'black', not: true }] }],
  ['search_products', { query: 'kettle', options: Array(11).fill({ name: 'color', value: 'black' }) }],
  ['get_product_details', {}],
  ['get_product_details', { product_id: 1234567890 }],
  ['get_product_details', { product_id: ['1'] }],
  ['get_product_details', { product_id: '1', item_id: '2' }],
  ['get_product_details', null],
  ['get_item_details', { item_id: { $ne: '' } }],
  ['get_item_details', 'text'],
  ['get_item_details', undefined],
  ['list_all_product_types', { limit: 10 }],
  ['list_all_product_types', []],
])('%s refuses the arguments %j', async (name, input) => {
  const result = await call(name, input)
  expect(result).toEqual({ ok: false, code: 'INVALID_ARGUMENTS', message: expect.any(String) })
})

describe('a catalogue that has changed since it was indexed', () => {
  const item = (it: object) => ({ ...kettleItem, ...it })
  const changedTo = (variant: Partial<typeof kettleItem> | undefined) => {
    const variants = { [kettleItem.item_id]: item(variant ?? {}) }
    const now = memoryStore({
      ...files,
      products: variant === undefined ? {} : { [kettle.product_id]: { ...kettle, variants } },
    })
    return { ...now, catalogue: () => context.store.catalogue() }
  }
  const search = async (store: ToolContext['store'], more: object = {}) =>
    await productTools({ now: () => 0 })
      .find((it) => it.name === 'search_products')
      ?.execute({ query: 'electric kettle', ...more }, { ...context, store })

  test('is told of as it is now', async () => {
    expect(await search(changedTo({ price: 1.23, available: false }))).toMatchObject({
      ok: true,
      value: {
        products: [{ fitting_variants: 1, price_from: 1.23, variants: [{ available: false, price: 1.23 }] }],
      },
      parts: [{ priceCents: 123, available: false }],
    })
  })

  test.each<[string, Partial<typeof kettleItem> | undefined, object]>([
    ['sold out', { available: false }, { available_only: true }],
    ['too dear', { price: 999 }, { max_price: 500 }],
    ['changed', { options: { color: 'purple' } }, { options: [{ name: 'color', value: 'black' }] }],
    ['gone', undefined, {}],
  ])('is not told of what is %s by now', async (_, variant, asked) => {
    expect(await search(context.store, asked)).toMatchObject({
      value: { products: [{ name: 'Electric Kettle' }] },
    })
    expect(await search(changedTo(variant), asked)).toMatchObject({
      ok: true,
      value: { products: [], note: expect.any(String) },
    })
  })
})

test('passes on that the store cannot be read, so that the step is tried again', async () => {
  const store = { ...context.store, catalogue: () => Promise.reject(new Error('The table is busy')) }
  for (const name of ['search_products', 'list_all_product_types']) {
    const tool = productTools({ now: () => 0 }).find((it) => it.name === name)
    const input = name === 'search_products' ? { query: 'kettle' } : {}
    await expect(tool?.execute(input, { ...context, store })).rejects.toThrow('The table is busy')
  }
})
