import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoStore } from '../../../local/store/demo-store.ts'
import { loadStore } from '../../../local/store/load-store.ts'

const sound = demoStore(1)
/** As JSON.parse gives it: loose data that a test can break. */
const broken = () => structuredClone(JSON.parse(JSON.stringify(sound)))
let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-'))
})
afterAll(() => rmSync(directory, { recursive: true }))
beforeEach(() => write(sound))

function write(files: object): void {
  for (const [name, records] of Object.entries(files)) {
    writeFileSync(join(directory, `${name}.json`), JSON.stringify(records))
  }
}

test('reads a folder of the three files', () => {
  expect(loadStore(directory)).toEqual(sound)
})

test('says which file is missing', () => {
  const other = `${directory}-without-orders`
  cpSync(directory, other, { recursive: true })
  rmSync(join(other, 'orders.json'))
  expect(() => loadStore(other)).toThrow(/without-orders.orders\.json cannot be read as JSON: .*no such file/)
  rmSync(other, { recursive: true })
})

test('says which file is not JSON', () => {
  writeFileSync(join(directory, 'users.json'), '{"a": ')
  expect(() => loadStore(directory)).toThrow(/users\.json cannot be read as JSON: SyntaxError/)
})

test('says which file is not an object of records', () => {
  writeFileSync(join(directory, 'products.json'), '[]')
  expect(() => loadStore(directory)).toThrow(/products\.json must be an object of records, keyed by id/)
})

test('says which records are malformed, where, and how, in all files at once', () => {
  const files = broken()
  files.users.mina_okafor_4821.address.zip = 98109
  files.orders['#W0482117'].items[0].price = 1.001
  write(files)
  expect(() => loadStore(directory)).toThrow(
    /has 2 problem\(s\)[\s\S]*users\.json, mina_okafor_4821, address\.zip: .*string[\s\S]*orders\.json, #W0482117, items\.0\.price: .*two decimals/,
  )
})

test('says which picture cannot be shown to shoppers, and why', () => {
  const files = broken()
  const [id, product] = Object.entries<{
    image_url?: string
    variants: Record<string, { image_url?: string }>
  }>(files.products)[0] ?? ['']
  const [item, variant] = Object.entries(product?.variants ?? {})[0] ?? ['']
  if (product) product.image_url = 'http://cdn.example.com/kettle.jpg'
  if (variant) variant.image_url = 'kettle.jpg'
  write(files)
  expect(() => loadStore(directory)).toThrow(`products.json, ${id}, image_url: must begin with https://`)
  expect(() => loadStore(directory)).toThrow(`${id}, variants.${item}.image_url: must be a whole address`)
})

test('shows the first twenty problems and counts the rest', () => {
  const files = broken()
  for (const order of Object.values<Record<string, unknown>>(files.orders).slice(0, 25)) order.status = 'lost'
  write(files)
  expect(() => loadStore(directory)).toThrow(/has 25 problem\(s\)/)
  expect(() => loadStore(directory)).toThrow(/- and 5 more$/)
})

const contradictory: [string, (files: ReturnType<typeof broken>) => void, RegExp][] = [
  [
    'an order of an unknown user',
    (files) => {
      files.orders['#W0482117'].user_id = 'nobody_0000'
    },
    /orders\.json, #W0482117: user nobody_0000 is not in users\.json/,
  ],
  [
    'an order that its user does not list',
    (files) => files.users.mina_okafor_4821.orders.pop(),
    /orders\.json, #W0482133: user mina_okafor_4821 must list this order once/,
  ],
  [
    'an order that its user lists twice',
    (files) => files.users.mina_okafor_4821.orders.push('#W0482133'),
    /orders\.json, #W0482133: user mina_okafor_4821 must list this order once/,
  ],
  [
    "somebody else's order in a user's list",
    (files) => files.users.mina_okafor_4821.orders.push('#W0276419'),
    /users\.json, mina_okafor_4821: order #W0276419 is not an order of this user/,
  ],
  [
    'an order under another key',
    (files) => {
      files.orders['#W0482117'].order_id = '#W0482118'
    },
    /orders\.json, #W0482117: order_id must be its key, and is #W0482118/,
  ],
  [
    'an e-mail twice, whatever its case',
    (files) => {
      files.users.david_chen_8037.email = 'MINA.okafor4821@example.com'
    },
    /users\.json, david_chen_8037: e-mail mina\.okafor4821@example\.com is also that of mina_okafor_4821/,
  ],
  [
    'a payment method twice',
    (files) => {
      files.users.david_chen_8037.payment_methods = files.users.mina_okafor_4821.payment_methods
    },
    /users\.json, david_chen_8037: payment method credit_card_0482101 is also that of mina_okafor_4821/,
  ],
  [
    'two products of the same name',
    (files) => {
      const [first, second] = Object.values<{ name: string }>(files.products)
      if (first && second) second.name = first.name
    },
    /products\.json, \d+: name .* is also that of \d+/,
  ],
  [
    'an item in two products',
    (files) => {
      const [first, second] = Object.values<{ variants: object }>(files.products)
      if (first && second) second.variants = first.variants
    },
    /products\.json, \d+: item id \d+ is also that of \d+/,
  ],
  [
    'variants with different options',
    (files) => {
      const [product] = Object.values<{ variants: Record<string, { options: object }> }>(files.products)
      const [variant] = Object.values(product?.variants ?? {})
      if (variant) variant.options = { weight: '1 kg' }
    },
    /products\.json, \d+: its variants must all have the same option names/,
  ],
]

test.each(contradictory)('finds %s', (_, spoil, message) => {
  const files = broken()
  spoil(files)
  write(files)
  expect(() => loadStore(directory)).toThrow(message)
})
