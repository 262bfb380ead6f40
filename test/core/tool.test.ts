import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { defineTool, fail, succeed, type ToolContext } from '../../functions/core/tool.ts'
import { emptyStore, orderCardPart } from '../doubles/specialist.ts'

const context: ToolContext = {
  customerId: 'noah_1',
  store: emptyStore,
  signal: new AbortController().signal,
}
const seen: unknown[] = []
const tool = defineTool({
  name: 'get_order',
  description: 'Gets an order.',
  input: z.strictObject({ order_id: z.string().describe('Like #W1.'), limit: z.int().default(5) }),
  needsCustomer: true,
  async execute(input) {
    seen.push(input)
    return succeed({ order: input.order_id }, [orderCardPart(input.order_id)])
  },
})

describe('a tool', () => {
  test("has the JSON schema of its own zod schema, without that schema's address", () => {
    expect(tool.inputSchema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { order_id: { type: 'string', description: 'Like #W1.' } },
    })
    expect(tool.inputSchema).not.toHaveProperty('$schema')
  })

  test('given arguments that fit, runs with them, defaults filled in', async () => {
    expect(await tool.execute({ order_id: '#W1' }, context)).toEqual({
      ok: true,
      value: { order: '#W1' },
      parts: [orderCardPart('#W1')],
    })
    expect(seen).toEqual([{ order_id: '#W1', limit: 5 }])
  })

  test.each([{}, { order_id: 7 }, { order_id: '#W1', user_id: 'mia' }, null, 'x', []])(
    'given %j, which does not fit, says what is wrong and does not run',
    async (input) => {
      seen.length = 0
      expect(await tool.execute(input, context)).toMatchObject({ ok: false, code: 'INVALID_ARGUMENTS' })
      expect(seen).toEqual([])
    },
  )

  test('that reads private data, given nobody is verified, refuses, whatever the arguments say', async () => {
    seen.length = 0
    const result = await tool.execute({ order_id: '#W1' }, { ...context, customerId: undefined })
    expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    expect(seen).toEqual([])
  })

  test('is for everybody, unless it says otherwise', () => {
    const open = defineTool({
      name: 'look',
      description: 'Looks.',
      input: z.strictObject({}),
      execute: async () => fail('NOT_FOUND', 'Nothing.'),
    })
    expect(open.needsCustomer).toBe(false)
  })

  test('without cards has no parts', () => {
    expect(succeed(1)).toEqual({ ok: true, value: 1 })
  })
})
