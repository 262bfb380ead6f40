import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../../../functions/agents/order/expression.ts'

test.each([
  ['2 + 2', '4.0'],
  ['100 / 7', '14.29'],
  ['1.10 * 1.10', '1.21'],
  ['3 * (4 - (2 + 1)) / 2', '1.5'],
  ['2.5 * 2', '5.0'],
  ['41.92', '41.92'],
  ['  7 ', '7.0'],
  ['0', '0.0'],
  ['0.1 + 0.2', '0.3'],
  ['1.005 * 100', '100.5'],
  ['47.84 + 488.81 - 554.64', '-17.99'],
  ['-5', '-5.0'],
  ['--5', '5.0'],
  ['-(2 + 3)', '-5.0'],
  ['+-+4', '-4.0'],
  ['2 - -3', '5.0'],
  ['2*-3', '-6.0'],
  ['1 - 2 - 3', '-4.0'],
  ['8 / 4 / 2', '1.0'],
  ['2 + 3 * 4', '14.0'],
  ['(2 + 3) * 4', '20.0'],
  ['.5 + 5.', '5.5'],
  ['0.50', '0.5'],
  ['00', '0.0'],
  ['007.5', '7.5'],
  ['0.004', '0.0'],
  ['-0.004', '0.0'],
  ['1 / 3 * 3', '1.0'],
  ['1 / -4', '-0.25'],
  ['99999999999999999999 + 1', '100000000000000000000.0'],
  ['12345678.91 * 10', '123456789.1'],
])('%s is %s', (expression, value) => {
  expect(evaluate(expression)).toEqual({ value })
})

test.each([
  '',
  '   ',
  '2 + two',
  "__import__('os')",
  '12,50 + 1',
  '$5',
  '1e3',
  '5 % 2',
  '2 ** 3',
  '7 // 2',
  '1 / 0',
  '1 / (2 - 2)',
  '4 +',
  '* 4',
  '2 3',
  '2 (3)',
  '(2',
  '2)',
  '()',
  '.',
  '1.2.3',
  '. 5',
  '1 .5',
  '007',
  '2\n+ 2',
  '2\t+2',
  '٣ + ٤',
  '((((',
  '('.repeat(2000),
  `${'9'.repeat(1001)}`,
])('%j is not an expression', (expression) => {
  expect(evaluate(expression)).toEqual({ problem: expect.stringMatching(/.+/) })
})

test('adds up any amounts of money to the cent', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_00 })
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), (amounts) => {
      const text = amounts.map((it) => (it / 100).toFixed(2)).join(' + ')
      const total = (amounts.reduce((sum, it) => sum + it, 0) / 100).toFixed(2)
      expect(evaluate(text)).toEqual({ value: total.replace(/0$/, '') })
    }),
  )
})

test('never throws and always answers a number with one or two decimals, or a problem', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789+-*/(). '), maxLength: 60 })
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (expression) => {
      const result = evaluate(expression)
      if ('value' in result) expect(result.value).toMatch(/^-?\d+\.\d{1,2}$/)
      else expect(result.problem).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})
