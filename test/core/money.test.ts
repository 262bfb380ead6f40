import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cents,
  centsFromDollars,
  dollarsFromCents,
  formatCents,
  moneyIn,
} from '../../functions/core/money.ts'

const amounts = fc.integer({ min: -100_000_000_00, max: 100_000_000_00 })

describe('money', () => {
  test.each([
    [19.99, 1999],
    [0.1, 10],
    [0.29, 29],
    [1.1, 110],
    [4.35, 435],
    [1_234_567.89, 123_456_789],
    [-17.99, -1799],
    [0, 0],
  ])('given $%d, it is %d cents', (dollars, amount) => {
    expect(centsFromDollars(dollars)).toBe(amount)
  })

  test.each([0.001, 19.999, 0.005, -0.005, Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
    'given %d, which is no amount of dollars with two decimals, it throws',
    (dollars) => {
      expect(() => centsFromDollars(dollars)).toThrow(RangeError)
    },
  )

  test('given any amount, to dollars and back is the same amount', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(centsFromDollars(dollarsFromCents(amount))).toBe(amount)
      }),
    )
  })

  test('given the sum of two prices with the dust of binary fractions, it is still cents', () => {
    expect(centsFromDollars(0.1 + 0.2)).toBe(30)
    expect(centsFromDollars(1.1 * 3)).toBe(330)
  })

  test.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [-5, '-$0.05'],
    [99, '$0.99'],
    [100, '$1.00'],
    [-1799, '-$17.99'],
    [99_999, '$999.99'],
    [100_000, '$1,000.00'],
    [123_456_789, '$1,234,567.89'],
  ])('given %d cents, a person reads %s', (amount, shown) => {
    expect(formatCents(amount)).toBe(shown)
  })

  test('given any amount, what a person reads is that amount', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const shown = formatCents(amount)
        expect(shown).toMatch(/^-?\$\d{1,3}(,\d{3})*\.\d\d$/)
        expect(Number(shown.replace(/[$,]/g, '')) * 100).toBeCloseTo(amount, 3)
      }),
    )
  })

  test.each([
    [{}, '$1,234,567.89', '-$17.99'],
    [{ language: 'en' }, '$1,234,567.89', '-$17.99'],
    [{ language: 'es' }, '1.234.567,89 US$', '-17,99 US$'],
    [{ language: 'de' }, '1.234.567,89 $', '-17,99 $'],
    [{ language: 'zh' }, 'US$1,234,567.89', '-US$17.99'],
    [{ language: 'ar' }, '1,234,567.89 US$', '-17.99 US$'],
  ] as const)('given %j, a customer reads %s', (spoken, much, back) => {
    const read = (amount: number) =>
      moneyIn(spoken, amount)
        .replace(/\u00a0/g, ' ')
        .replace(/[\u200e\u200f\u061c]/g, '')
    expect([read(123_456_789), read(-1799)]).toEqual([much, back])
  })

  test('an amount is whole cents', () => {
    expect(cents.safeParse(19.99).success).toBe(false)
    expect(cents.safeParse(1999).success).toBe(true)
  })
})
