import { expect, test } from 'vitest'
import { callInShop } from './shop.ts'

test('puts variants side by side: records, what is the same, each difference with the items that have it', async () => {
  const item_ids = ['8000000001', '8000000003', '8000000004']
  const result = await callInShop('compare_variants', { item_ids })
  expect(result).toMatchObject({
    ok: true,
    value: {
      variants: [
        {
          product_id: '9000000001',
          name: 'Steel Kettle',
          item_id: '8000000001',
          options: { capacity: '1.5 L', color: 'black', lid: 'glass' },
          available: false,
          price: 40,
        },
        { item_id: '8000000003' },
        { item_id: '8000000004' },
      ],
      same: ['product: Steel Kettle'],
      differences: [
        'capacity: 1.5 L (8000000001, 8000000004), 1.7 L (8000000003)',
        'color: black (8000000001, 8000000003), white (8000000004)',
        'lid: glass (8000000001, 8000000004), steel (8000000003)',
        'available: no (8000000001), yes (8000000003, 8000000004)',
        'price: $40.00 (8000000001), $41.00 (8000000003), $39.50 (8000000004)',
        'lowest and highest price: $1.50 apart',
      ],
    },
    parts: item_ids.map((itemId) => ({ type: 'product_card', productId: '9000000001', itemId })),
  })
})

test('compares variants of different products', async () => {
  expect(await callInShop('compare_variants', { item_ids: ['8000000012', '8000000031'] })).toMatchObject({
    ok: true,
    value: {
      same: ['available: yes', 'price: $40.00'],
      differences: [
        'product: Tea Kettle, enamelled (8000000012), Steel Pan (8000000031)',
        'capacity: 2 L (8000000012), not stated (8000000031)',
        'color: blue (8000000012), not stated (8000000031)',
        'size: not stated (8000000012), 24 cm (8000000031)',
      ],
    },
  })
})

const kettles = { product_id: '9000000001' }

test.each<[string, object, object]>([
  [
    'the available and cheap ones first, six at most',
    kettles,
    {
      variants: ['8000000004', '8000000006', '8000000003', '8000000005', '8000000002', '8000000001'].map(
        (item_id) => ({ item_id }),
      ),
      fitting_variants: 7,
      note: '7 variants fit; these are 6 of them. More options narrow it down.',
    },
  ],
  [
    'only those with the options',
    { ...kettles, options: [{ name: 'colour', value: 'Red' }] },
    { variants: [{ item_id: '8000000006' }, { item_id: '8000000005' }], fitting_variants: 2 },
  ],
  [
    'one',
    { ...kettles, options: [{ name: 'color', value: 'white' }] },
    {
      variants: [{ item_id: '8000000004' }],
      differences: [],
      note: 'Only one variant fits, so there is nothing to compare.',
    },
  ],
  [
    'none, and says what there is',
    { ...kettles, options: [{ name: 'color', value: 'purple' }] },
    {
      variants: [],
      fitting_variants: 0,
      note: 'No variant fits; no color purple (there is black, red, white).',
    },
  ],
])("compares a product's variants: %s", async (_, input, value) => {
  expect(await callInShop('compare_variants', input)).toMatchObject({ ok: true, value })
})

test.each<[object, string]>([
  [{ item_ids: ['8000000001', '8000000099', '9000000001'] }, 'ITEM_NOT_FOUND'],
  [{ product_id: '8000000001' }, 'PRODUCT_NOT_FOUND'],
  [{}, 'INVALID_ARGUMENTS'],
  [{ item_ids: [] }, 'INVALID_ARGUMENTS'],
  [{ item_ids: ['8000000001'] }, 'INVALID_ARGUMENTS'],
  [{ item_ids: ['8000000001', '8000000001'] }, 'INVALID_ARGUMENTS'],
  [{ item_ids: ['1', '2', '3', '4', '5', '6', '7'] }, 'INVALID_ARGUMENTS'],
  [{ item_ids: '8000000001' }, 'INVALID_ARGUMENTS'],
  [{ item_ids: [8000000001, 8000000002] }, 'INVALID_ARGUMENTS'],
  [{ item_ids: ['8000000001', '8000000002'], product_id: '9000000001' }, 'INVALID_ARGUMENTS'],
  [{ item_ids: ['8000000001', '8000000002'], options: [] }, 'INVALID_ARGUMENTS'],
  [{ options: [{ name: 'color', value: 'black' }] }, 'INVALID_ARGUMENTS'],
  [{ ...kettles, options: [{ name: 'color', value: '' }] }, 'INVALID_ARGUMENTS'],
  [{ ...kettles, limit: 3 }, 'INVALID_ARGUMENTS'],
])('%j is %s', async (input, code) => {
  expect(await callInShop('compare_variants', input)).toMatchObject({ ok: false, code })
})

test('names the ids that no item has', async () => {
  const result = await callInShop('compare_variants', {
    item_ids: ['8000000001', '8000000099', '9000000001'],
  })
  expect(result).toMatchObject({ message: expect.stringContaining('the id 8000000099, 9000000001.') })
})
