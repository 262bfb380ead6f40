import { expect, test } from 'vitest'
import { productTools } from '../../../functions/agents/product/tools.ts'
import { part } from '../../../functions/core/parts.ts'
import { productRecord } from '../../../functions/core/store-format.ts'
import { memoryStore } from '../../doubles/store.ts'

const variantOf = (item_id: string, color: string) => ({
  item_id,
  options: { color },
  available: true,
  price: 40,
})
const kettle = productRecord.parse({
  product_id: '9000000001',
  name: 'Steel Kettle',
  image_url: 'https://cdn.example.com/kettle.jpg',
  variants: {
    '8000000001': { ...variantOf('8000000001', 'black'), image_url: 'https://cdn.example.com/black.jpg' },
    '8000000002': variantOf('8000000002', 'white'),
  },
})
const context = {
  customerId: undefined,
  store: memoryStore({ users: {}, orders: {}, products: { '9000000001': kettle } }),
  signal: new AbortController().signal,
}

test.each([
  ['get_product_details', { product_id: '9000000001' }, ['https://cdn.example.com/kettle.jpg']],
  ['get_item_details', { item_id: '8000000001' }, ['https://cdn.example.com/black.jpg']],
  ['get_item_details', { item_id: '8000000002' }, ['https://cdn.example.com/kettle.jpg']],
  [
    'compare_variants',
    { item_ids: ['8000000001', '8000000002'] },
    ['https://cdn.example.com/black.jpg', 'https://cdn.example.com/kettle.jpg'],
  ],
  ['search_products', { query: 'kettle' }, [expect.stringContaining('https://cdn.example.com/')]],
])('%s shows the picture on the card, and says nothing of it to the model', async (name, input, pictures) => {
  const tool = productTools({ now: () => 0 }).find((it) => it.name === name)
  const result = await tool?.execute(input, context)
  if (!result?.ok) throw new Error(`${name} found nothing`)
  const cards = (result.parts ?? []).map((it) => part.parse(it))
  expect(cards.map((it) => it.type === 'product_card' && it.imageUrl)).toEqual(pictures)
  expect(JSON.stringify(result.value)).not.toContain('example.com')
})
