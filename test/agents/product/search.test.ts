import { describe, expect, test } from 'vitest'
import { catalogueSearch, type SearchQuery } from '../../../functions/agents/product/search.ts'
import type { Product } from '../../../functions/core/store.ts'
import { productFromRecord } from '../../../functions/core/store-conversion.ts'
import { mistyped } from '../../../local/measure/search-questions.ts'
import { demoStore } from '../../../local/store/demo-store.ts'
import { seededRandom } from '../../../local/store/random.ts'

const products = Object.values(demoStore(1).products).map(productFromRecord)
const search = catalogueSearch(products)
const find = (text: string, wishes: Partial<SearchQuery> = {}) =>
  search.find({ text, options: [], availableOnly: false, ...wishes }).hits

/** Words, the product that must come first, and what all of its shown variants must have. */
test.each<[string, string, Record<string, string>]>([
  ['black kettle', 'Electric Kettle', { color: 'black' }],
  ['ketle blak', 'Electric Kettle', { color: 'black' }],
  ['blak electirc ketle', 'Electric Kettle', { color: 'black' }],
  ['BLACK KETTLES, please!', 'Electric Kettle', { color: 'black' }],
  ['Do you have an electric kettle in white?', 'Electric Kettle', { color: 'white' }],
  ['1.5 litre kettle', 'Electric Kettle', { capacity: '1.5 L' }],
  ['kettle 1,5l', 'Electric Kettle', { capacity: '1.5 L' }],
  ['kettle with temperature control', 'Electric Kettle', { 'temperature control': 'yes' }],
  ['teakettle red', 'Stovetop Tea Kettle', { color: 'red' }],
  ['smartwatch gold', 'Smart Watch', { color: 'gold' }],
  ['smart watches in silver', 'Smart Watch', { color: 'silver' }],
  ['wireles earbud white', 'Wireless Earbuds', { color: 'white' }],
  ['white earbuds noise canceling', 'Wireless Earbuds', { color: 'white', 'noise cancelling': 'yes' }],
  ['head phones', 'Over-Ear Headphones', {}],
  ['headphnoes wired', 'Over-Ear Headphones', { connection: 'wired' }],
  ['t shirt navy L', 'T-Shirt', { color: 'navy', size: 'L' }],
  ['tshirt navy', 'T-Shirt', { color: 'navy' }],
  ["men's t-shirts forest green", 'T-Shirt', { color: 'forest green' }],
  ['waterproof hiking boots', 'Hiking Boots', { waterproof: 'yes' }],
  ['boots size 9', 'Hiking Boots', { size: '9' }],
  ['waterproof speaker', 'Bluetooth Speaker', { waterproof: 'yes' }],
  ['bluetooth speeker red', 'Bluetooth Speaker', { color: 'red' }],
  ['16inch laptop sleeve', 'Laptop Sleeve', { size: '16 inch' }],
  ['ereader 32gb', 'E-Reader', { storage: '32 GB' }],
  ['e-reader 32 GB', 'E-Reader', { storage: '32 GB' }],
  ['running shos trail', 'Running Shoes', { terrain: 'trail' }],
  ['yellow raincoat', 'Rain Jacket', { color: 'yellow' }],
  ['rain jaket yelow', 'Rain Jacket', { color: 'yellow' }],
  ['powerbank 20,000 mAh', 'Power Bank', { capacity: '20000 mAh' }],
  ['sleeping bag -10', 'Sleeping Bag', { comfort: '-10 C' }],
  ['gray wool beanie', 'Wool Beanie', { color: 'grey' }],
  ['puzzle 1000 pieces', 'Jigsaw Puzzle', { pieces: '1000' }],
  ['office chiar mesh', 'Office Chair', { cover: 'mesh' }],
  ['sunglases polarised', 'Sunglasses', { polarized: 'yes' }],
  ['dumbels', 'Adjustable Dumbbells', {}],
  ['firm pillow', 'Down Pillow', { firmness: 'firm' }],
  ['mechanical keybord rgb', 'Mechanical Keyboard', { backlight: 'RGB' }],
  ['robot vaccum cleaner', 'Robot Vacuum', {}],
  ['sweatter merino burgandy', 'Merino Sweater', { color: 'burgundy' }],
  ['espreso maker', 'Espresso Maker', {}],
  ['lámp desk brass', 'Desk Lamp', { color: 'brass' }],
])('"%s" finds %s first, %o', (text, name, options) => {
  const [first] = find(text)
  expect(first?.product.name).toBe(name)
  expect(first?.variants.length).toBeGreaterThan(0)
  for (const variant of first?.variants ?? []) expect(variant.options).toMatchObject(options)
})

test.each([
  'xyzzy',
  'gaming console',
  '',
  '   ',
  '!!!',
  'do you have something',
  '🫖',
  '9999',
  '<script>',
  '\ud800',
])('"%s" finds nothing', (text) => {
  expect(find(text)).toEqual([])
})

test('finds all kinds of a thing, and no more than five products', () => {
  expect(find('kettle').map(({ product }) => product.name)).toEqual([
    'Electric Kettle',
    'Stovetop Tea Kettle',
  ])
  expect(find('black white red size color').length).toBeLessThanOrEqual(5)
})

describe('requirements', () => {
  test('leaves out variants that do not have an option, whatever way it is written', () => {
    for (const [name, value] of [
      ['color', 'black'],
      ['Colour', 'BLACK'],
    ] as const) {
      const [first] = find('kettle', { options: [{ name, value }] })
      expect(first?.product.name).toBe('Electric Kettle')
      expect(new Set(first?.variants.map((it) => it.options.color))).toEqual(new Set(['black']))
    }
    expect(find('kettle', { options: [{ name: 'color', value: 'purple' }] })).toEqual([])
    expect(find('kettle', { options: [{ name: 'size', value: 'L' }] })).toEqual([])
  })

  test('forgives a typing error in the value of an option', () => {
    const [first] = find('kettle', { options: [{ name: 'color', value: 'blak' }] })
    expect(new Set(first?.variants.map((it) => it.options.color))).toEqual(new Set(['black']))
  })

  test('keeps to the lowest price, which itself is allowed', () => {
    const prices = find('electric kettle').flatMap(({ variants }) => variants.map((it) => it.priceCents))
    const limit = prices.toSorted((a, b) => b - a)[3] ?? 0
    const found = find('electric kettle', { minPriceCents: limit }).flatMap(({ variants }) => variants)
    expect(found).toHaveLength(prices.filter((it) => it >= limit).length)
    expect(Math.min(...found.map((it) => it.priceCents))).toBe(limit)
  })

  test('takes 5 for 5 and not for 1.5', () => {
    expect(find('kettle', { options: [{ name: 'capacity', value: '5 L' }] })).toEqual([])
    const [first] = find('kettle', { options: [{ name: 'capacity', value: '1.5 litres' }] })
    expect(first?.variants.map((it) => it.options.capacity)).toEqual(first?.variants.map(() => '1.5 L'))
  })

  test('keeps to the highest price, which itself is allowed', () => {
    const prices = find('kettle').flatMap(({ variants }) => variants.map((it) => it.priceCents))
    const limit = prices.toSorted((a, b) => a - b)[3] ?? 0
    const found = find('kettle', { maxPriceCents: limit }).flatMap(({ variants }) => variants)
    expect(found).toHaveLength(prices.filter((it) => it <= limit).length)
    expect(Math.max(...found.map((it) => it.priceCents))).toBe(limit)
    expect(find('kettle', { maxPriceCents: 0 })).toEqual([])
  })

  test('leaves out what is not available when asked to', () => {
    const all = find('running shoes').flatMap(({ variants }) => variants)
    const available = find('running shoes', { availableOnly: true }).flatMap(({ variants }) => variants)
    expect(all.some((it) => !it.available)).toBe(true)
    expect(available).toEqual(all.filter((it) => it.available))
  })
})

test('shows the available variants before the others, and the cheap before the dear', () => {
  for (const { variants } of products.slice(0, 20).flatMap((it) => find(it.name))) {
    const order = variants.map((it) => (it.available ? 0 : 1e9) + it.priceCents)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  }
})

test('finds every product first by its full name', () => {
  const wrong = products.filter((it) => find(it.name)[0]?.product !== it).map((it) => it.name)
  expect(wrong).toEqual([])
})

test('finds every variant by the product name and the options that it has', () => {
  const wrong = products.flatMap((product) =>
    product.variants
      .filter((variant) => {
        const has = Object.entries(variant.options).filter(([, value]) => value !== 'no' && value !== 'none')
        const words = `${product.name} ${has.flat().join(' ')}`
        return !find(words).some(({ variants }) => variants.includes(variant))
      })
      .map((variant) => [product.name, variant.options]),
  )
  expect(wrong).toEqual([])
})

test('prefers a product that has all the words in one variant to one that has them in several', () => {
  const variant = (itemId: string, color: string, size: string) => ({
    itemId,
    options: { color, size },
    available: true,
    priceCents: 100,
  })
  const spread = {
    productId: 'a',
    name: 'Shirt',
    variants: [variant('1', 'red', 'small'), variant('2', 'blue', 'large')],
  }
  const together = { ...spread, productId: 'b', name: 'Shirt', variants: [variant('3', 'red', 'large')] }
  const { hits } = catalogueSearch([spread, together]).find({
    text: 'shirt red large',
    options: [],
    availableOnly: false,
  })
  expect(hits.map(({ product }) => product.productId)).toEqual(['b', 'a'])
})

test('counts the products that fit beyond the five it shows', () => {
  const many = Array.from({ length: 130 }, (_, at) => ({
    productId: `p${at}`,
    name: 'Shirt',
    variants: [{ itemId: `i${at}`, options: {}, available: at % 2 === 0, priceCents: at }],
  }))
  const searchMany = catalogueSearch(many)
  expect(searchMany.find({ text: 'shirt', options: [], availableOnly: false })).toMatchObject({
    further: 125,
  })
  expect(searchMany.find({ text: 'shirt', options: [], availableOnly: true })).toMatchObject({ further: 60 })
  expect(
    searchMany.find({ text: 'shirt', options: [], availableOnly: false, maxPriceCents: 3 }),
  ).toMatchObject({
    further: 0,
  })
})

test('forgives one wrong letter in every word, nearly always', () => {
  const random = seededRandom(5)
  const asked = products.flatMap((product) => Array.from({ length: 10 }, () => product))
  const wrong = asked
    .map(
      (product) =>
        [product.name.toLowerCase().replace(/[a-z]{4,}/g, (it) => mistyped(it, random)), product] as const,
    )
    .filter(([text, product]) => find(text)[0]?.product !== product)
  expect(asked).toHaveLength(products.length * 10)
  expect(wrong.map(([text]) => text).length).toBeLessThan(asked.length * 0.02)
})

test('survives odd catalogues: no variants, the same item twice, options without words', () => {
  const variant = { itemId: '1', options: { '': '', '%': '&' }, available: true, priceCents: 1 }
  const odd: Product[] = [
    { productId: 'a', name: 'Empty Box', variants: [] },
    { productId: 'b', name: 'Odd Box', variants: [variant, variant] },
    { productId: 'c', name: '', variants: [{ ...variant, itemId: '2' }] },
  ]
  const found = catalogueSearch(odd).find({ text: 'box', options: [], availableOnly: false }).hits
  expect(found.map(({ product }) => product.productId)).toEqual(['b'])
  expect(catalogueSearch([]).find({ text: 'box', options: [], availableOnly: false }).hits).toEqual([])
})
