import { productTools } from '../../../functions/agents/product/tools.ts'
import type { ToolContext, ToolResult } from '../../../functions/core/tool.ts'
import { memoryStore } from '../../doubles/store.ts'

type Options = Record<string, string>

/** `[item id, options, dollars]`; a fourth `false` is sold out. */
type Line = readonly [string, Options, number, boolean?]

const product = (product_id: string, name: string, lines: readonly Line[]) => ({
  product_id,
  name,
  variants: Object.fromEntries(
    lines.map(([item_id, options, price, available = true]) => [
      item_id,
      { item_id, options, available, price },
    ]),
  ),
})

const kettle = (color: string, capacity: string, lid: string): Options => ({ color, capacity, lid })

/** A shop small enough to see which answer is right. */
export const shop = [
  product('9000000001', 'Steel Kettle', [
    ['8000000001', kettle('black', '1.5 L', 'glass'), 40, false],
    ['8000000002', kettle('black', '1.7 L', 'glass'), 46],
    ['8000000003', kettle('black', '1.7 L', 'steel'), 41],
    ['8000000004', kettle('white', '1.5 L', 'glass'), 39.5],
    ['8000000005', kettle('red', '1.5 L', 'glass'), 41.5],
    ['8000000006', kettle('red', '1 L', 'steel'), 40],
    ['8000000007', kettle('black', '1 L', 'glass'), 44, false],
  ]),
  product('9000000002', 'Tea Kettle, enamelled', [
    ['8000000011', { capacity: '1.5L', color: 'black' }, 30],
    ['8000000012', { capacity: '2 L', color: 'blue' }, 40],
  ]),
  product('9000000003', 'Travel Kettle', [['8000000021', { color: 'white', volts: '110' }, 25]]),
  product('9000000004', 'Steel Pan', [['8000000031', { size: '24 cm' }, 40]]),
  product('9000000005', 'Whistle Kettle', [['8000000041', { color: 'black' }, 40, false]]),
]

export const shopContext: ToolContext = {
  customerId: undefined,
  store: memoryStore({
    users: {},
    orders: {},
    products: Object.fromEntries(shop.map((it) => [it.product_id, it])),
  }),
  signal: new AbortController().signal,
}

const tools = productTools({ now: () => 0 })

export async function callInShop(name: string, input: unknown): Promise<ToolResult> {
  const tool = tools.find((it) => it.name === name)
  if (!tool) throw new Error(`There is no tool ${name}`)
  return await tool.execute(input, shopContext)
}
