import { describe, expect, test } from 'vitest'
import { yesOrNo } from '../../../../functions/core/yes-or-no.ts'
import { markOf } from '../../../../local/chaos/brain/chaos-brain.ts'
import { sentenceOf, type Wish, wishesIn } from '../../../../local/chaos/brain/wishes.ts'
import { chaosShop } from '../../../../local/chaos/customers/shop.ts'
import { nextWords } from '../../../../local/chaos/customers/wanting.ts'
import { contradictions } from '../../../../local/store/contradictions.ts'
import { seededRandom } from '../../../../local/store/random.ts'

const orderId = '#W1234567'
const all: readonly Wish[] = [
  { kind: 'status', orderId },
  { kind: 'stock', product: "Chef's Knife" },
  { kind: 'cancel', orderId },
  { kind: 'return', orderId, itemId: '1234567890', paymentMethodId: 'credit_card_1234567' },
  { kind: 'swap', orderId, itemId: '1234567890', productId: '9876543210', paymentMethodId: 'paypal_1234567' },
  { kind: 'address', orderId, street: '12 Elm Street' },
  { kind: 'payment', orderId, paymentMethodId: 'gift_card_1234567' },
  { kind: 'profile', street: '12 Elm Street' },
  { kind: 'person' },
  { kind: 'hello' },
]

describe('A wish', () => {
  test.each(all)('is read out of its sentence: $kind', (wish) => {
    expect(wishesIn(`${sentenceOf(wish)} ${markOf('c1', 2)}`)).toEqual([wish])
  })

  test('keeps its place among others', () => {
    expect(wishesIn(all.map(sentenceOf).join(' '))).toEqual(all)
  })

  test('that nobody understands is none', () => {
    expect(wishesIn(sentenceOf({ kind: 'riddle' }))).toEqual([])
  })

  test.each(all)('is no yes and no no: $kind', (wish) => {
    expect(yesOrNo(sentenceOf(wish))).toBe('other')
  })
})

describe('The shop of a fault run', () => {
  const shop = chaosShop(5, 30)

  test('contradicts itself nowhere', () => {
    expect(contradictions(shop.files)).toEqual([])
  })

  test('is the same for the same seed', () => {
    expect(chaosShop(5, 30).files).toEqual(shop.files)
  })

  test('has customers who want everything that can be wanted', () => {
    const random = seededRandom(1)
    const words = shop.customers.flatMap((who) =>
      Array.from({ length: 30 }, () => nextWords(who, shop, random)),
    )
    const kinds = new Set(words.flatMap(wishesIn).map(({ kind }) => kind))
    expect([...kinds].toSorted()).toEqual(all.map(({ kind }) => kind).toSorted())
  })
})
