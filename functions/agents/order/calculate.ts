import * as z from 'zod'
import { defineTool, fail, succeed } from '../../core/tool.ts'
import { evaluate } from './expression.ts'

export const calculateTool = defineTool({
  name: 'calculate',
  description:
    'Works out an arithmetic expression exactly, for example "(47.84 + 488.81) * 2". Use it for every sum or difference of money instead of reckoning yourself. Only digits, + - * / ( ) . and spaces; no currency signs or thousands separators. Answers the number as text, rounded to 2 decimals ("41.92", "4.0"). Errors: INVALID_EXPRESSION.',
  input: z.strictObject({ expression: z.string() }),
  async execute({ expression }) {
    const result = evaluate(expression)
    return 'problem' in result ? fail('INVALID_EXPRESSION', result.problem) : succeed(result.value)
  },
})
