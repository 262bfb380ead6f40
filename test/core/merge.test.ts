import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeAnswers } from '../../functions/core/merge.ts'
import type { Part } from '../../functions/core/parts.ts'
import type { Answer } from '../../functions/core/records.ts'
import { wording } from '../../functions/core/wording.ts'
import { someCards, text } from '../doubles/samples.ts'
import { orderCardPart } from '../doubles/specialist.ts'

const productCard: Part = {
  type: 'product_card',
  productId: 'p1',
  name: 'Lamp',
  options: {},
  priceCents: 500,
  available: true,
}
const order: Answer = {
  kind: 'answer',
  specialist: 'order',
  parts: [text('#W1 is on its way.'), orderCardPart('#W1')],
  at: 1,
}
const product: Answer = {
  kind: 'answer',
  specialist: 'product',
  parts: [text('The lamp is in stock.'), productCard],
  at: 2,
}
const gapOf = (specialist: string): Answer => ({ kind: 'gap', specialist, reason: 'busy', at: 3 })
const gapPart = (specialist: string) => ({
  type: 'system',
  event: 'gap',
  text: wording.en.gap(`look at the ${specialist}`),
})
const both = ['order', 'product']

describe('the merge of answers', () => {
  test("is one text in the router's order, then all cards", () => {
    expect(mergeAnswers(both, [product, order], someCards, {})).toEqual({
      outcome: 'replied',
      parts: [text('#W1 is on its way.\n\nThe lamp is in stock.'), orderCardPart('#W1'), productCard],
    })
  })

  test.each([
    ['is missing', []],
    ['is a gap', [gapOf('product')]],
  ])(
    "given one answer %s, names what it was about, in the card's words, and nothing of the cause",
    (_, rest) => {
      const { parts, outcome } = mergeAnswers(both, [order, ...rest], someCards, {})
      expect(outcome).toBe('replied')
      expect(parts).toEqual([text('#W1 is on its way.'), orderCardPart('#W1'), gapPart('product')])
      expect(JSON.stringify(parts)).not.toContain('busy')
    },
  )

  test.each([
    ['no answer', both, []],
    ['only gaps', both, [gapOf('order'), gapOf('product')]],
    ['nobody expected', [], []],
  ])('given %s, is one apology, and the turn has failed', (_, expected, answers) => {
    expect(mergeAnswers(expected, answers, someCards, {})).toEqual({
      outcome: 'failed',
      parts: [{ type: 'system', event: 'apology', text: wording.en.apology }],
    })
  })

  test('given an answer of somebody who is not expected, leaves it out', () => {
    expect(mergeAnswers(['order'], [product, order], someCards, {})).toEqual(
      mergeAnswers(['order'], [order], someCards, {}),
    )
  })

  test('given a specialist whose card is gone, still says that something is missing', () => {
    const { parts } = mergeAnswers(['order', 'billing'], [order], someCards, {})
    expect(parts.at(-1)).toMatchObject({ event: 'gap', text: expect.stringContaining('one part of this') })
  })

  test('given the answers in any order and any number of times, is the same reply', () => {
    const names = ['a', 'b', 'c', 'd']
    const answers: fc.Arbitrary<Answer[]> = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.boolean(), fc.string({ minLength: 1 })), {
        selector: ([name]) => name,
      })
      .map((all) =>
        all.map(([specialist, isGap, words]) =>
          isGap ? gapOf(specialist) : { kind: 'answer', specialist, parts: [text(words)], at: 1 },
        ),
      )
    const deliveries = answers.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all, ...all], { minLength: 0 }).map((some) => [...some, ...all]),
      ),
    )
    fc.assert(
      fc.property(fc.subarray(names), deliveries, (expected, [once, often]) => {
        const merged = mergeAnswers(expected, often, someCards, {})
        expect(merged).toEqual(mergeAnswers(expected, once, someCards, {}))
        const given = once.filter(
          ({ kind, specialist }) => kind === 'answer' && expected.includes(specialist),
        )
        expect(merged.outcome).toBe(given.length > 0 ? 'replied' : 'failed')
        const gaps = merged.parts.filter((part) => part.type === 'system' && part.event === 'gap')
        expect(gaps).toHaveLength(given.length > 0 ? expected.length - given.length : 0)
      }),
    )
  })
})
