import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Receipt } from '../../functions/core/claims/check-claims.ts'
import { liveDraft } from '../../functions/core/draft.ts'
import { unfoundedClaim } from '../../functions/core/founded.ts'
import type { Step } from '../../functions/core/records.ts'
import { text } from '../../functions/core/wording.ts'

const receipt: Receipt = { kind: 'cancellation', orderId: '#W1' }

/** A draft, and everything that it has shown. */
function someDraft(receipts: readonly Receipt[] = []) {
  const shown: string[] = []
  let reads = 0
  const draft = liveDraft(
    (words) => shown.push(words),
    async () => {
      reads += 1
      return receipts
    },
  )
  /** Writes a reply piece by piece. */
  async function write(pieces: readonly string[], steps: readonly Step[] = []): Promise<void> {
    const tell = draft.begin(steps)
    let written = ''
    for (const piece of pieces) {
      written += piece
      tell(written)
      await setImmediate()
    }
  }
  return { draft, shown, write, reads: () => reads }
}

describe('A draft', () => {
  test('grows sentence by sentence, with all of the text so far each time', async () => {
    const { shown, write } = someDraft()
    await write(['Yes', '. It co', 'mes in black and ', 'costs $33.95. Anything', ' else?'])
    expect(shown).toEqual(['Yes.', 'Yes. It comes in black and costs $33.95.'])
  })

  test.each([
    ['a list', 'We have:\n- black\n- red\n', ['We have:', 'We have:\n- black', 'We have:\n- black\n- red']],
    ['no spaces', '有货。黑色的。好', ['有货。', '有货。黑色的。']],
    ['quotation marks', 'It says “open.” So it is. ', ['It says “open.”', 'It says “open.” So it is.']],
    ['numbers', 'It is 1.5 l, $3.99 now. ', ['It is 1.5 l, $3.99 now.']],
  ])('knows sentences in %s', async (_, words, expected) => {
    const { shown, write } = someDraft()
    await write([...words])
    expect(shown).toEqual(expected)
  })

  test('stops before the first sentence that no receipt bears out, and stays so', async () => {
    const { shown, write, reads } = someDraft()
    await write(['I looked. ', 'I have cancelled your order #W1. ', 'Have a nice day. ', 'Bye. '])
    expect(shown).toEqual(['I looked.'])
    expect(reads()).toBe(1)
  })

  test('goes on over a claim that a receipt bears out, and reads receipts only for a claim', async () => {
    const { shown, write, reads } = someDraft([receipt])
    await write(['I looked. ', 'I have cancelled your order #W1. ', 'Bye. '])
    expect(shown.at(-1)).toBe('I looked. I have cancelled your order #W1. Bye.')
    expect(reads()).toBeGreaterThan(0)
    const other = someDraft()
    await other.write(['I looked. ', 'It is pending. '])
    expect(other.reads()).toBe(0)
  })

  test('stops where receipts cannot be read, and nothing fails', async () => {
    const shown: string[] = []
    const draft = liveDraft(
      (words) => shown.push(words),
      () => Promise.reject(new Error('no table')),
    )
    const tell = draft.begin([])
    tell('I looked. ')
    await setImmediate()
    tell('I looked. I have cancelled your order. ')
    await setImmediate()
    tell('I looked. I have cancelled your order. Bye. ')
    await setImmediate()
    expect(shown).toEqual(['I looked.'])
  })

  test('is taken back, once, when another reply begins or nothing comes of it', async () => {
    const { draft, shown, write } = someDraft()
    await write(['Let me look. ', ''])
    await write(['It is on its way. ', ''])
    draft.takeBack()
    draft.takeBack()
    expect(shown).toEqual(['Let me look.', '', 'It is on its way.', ''])
  })

  test('is left as it is at the end of the reply, and is silent from then on', async () => {
    const { draft, shown } = someDraft()
    const tell = draft.begin([])
    tell('It is on its way. ')
    await setImmediate()
    draft.end()
    tell('It is on its way. Bye. ')
    await setImmediate()
    expect(shown).toEqual(['It is on its way.'])
  })

  test('shows nothing of a check that was not done by the end', async () => {
    const { draft, shown } = someDraft()
    draft.begin([])('It is on its way. ')
    draft.end()
    await setImmediate()
    expect(shown).toEqual([])
  })

  test('begins anew when another model takes over in the middle', async () => {
    const { draft, shown } = someDraft()
    const tell = draft.begin([])
    for (const written of ['The first says. ', 'The first says. More', 'The ', 'The second says. ']) {
      tell(written)
      await setImmediate()
    }
    expect(shown).toEqual(['The first says.', '', 'The second says.'])
  })

  test('grows no further than is good to send again and again', async () => {
    const { shown, write } = someDraft()
    await write([...Array<string>(12).fill(`${'word '.repeat(199)}end. `)])
    const lengths = shown.map(({ length }) => length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(10_000)
    expect(lengths).toHaveLength(10)
  })
})

const sentences = [
  'I have cancelled your order #W1.',
  'I have refunded it.',
  'Your order was cancelled',
  'Done!',
  'Es wurde storniert.',
  'He cancelado tu pedido.',
  '订单已取消。',
  'Votre commande a été annulée.',
  'Has it been cancelled?',
  'Nothing has been cancelled.',
  'Order #W1 is pending.',
  'It is cancelled.',
  'It costs $12.50!',
  'You wrote “I have cancelled it.”',
  'Here is what will happen:',
  '- Cancel order #W1',
  '**Cancelled** and refunded.',
  'Would you like that?',
  'e.g.',
  '好。',
]
const reply = fc
  .array(fc.tuple(fc.constantFrom(...sentences), fc.constantFrom(' ', '\n', '\n\n', '')), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) => all.flat().join(''))
const cancelled: Step = {
  kind: 'tools',
  results: [],
  parts: [
    { type: 'order_card', orderId: '#W1', status: 'cancelled', totalCents: 1, items: [], trackingIds: [] },
  ],
  at: 0,
}

describe('Whatever the cuts of the deltas', () => {
  test('nothing is ever shown that the claim check stops, and never more than the reply has', async () => {
    let stopped = 0
    let whole = 0
    await fc.assert(
      fc.asyncProperty(
        reply,
        fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom([], [receipt]),
        fc.constantFrom<readonly Step[]>([], [cancelled]),
        async (words, cuts, receipts, steps) => {
          const { shown, write } = someDraft(receipts)
          await write(cutAt(words, cuts), steps)
          for (const [index, said] of shown.entries()) {
            expect(await unfoundedClaim([text(said)], steps, async () => receipts)).toBeUndefined()
            expect(words.trim().startsWith(said)).toBe(true)
            expect(said.length).toBeGreaterThan(shown[index - 1]?.length ?? 0)
          }
          const claim = await unfoundedClaim([text(words)], steps, async () => receipts)
          if (claim === undefined && shown.length > 0) whole += 1
          if (claim !== undefined) stopped += 1
        },
      ),
      { numRuns: 300 },
    )
    expect(stopped).toBeGreaterThan(50)
    expect(whole).toBeGreaterThan(20)
  })

  test('all whole sentences of a reply that claims nothing have been shown at its end', async () => {
    const harmless = fc.array(
      fc.constantFrom('Order #W1 is pending. ', 'It costs $12.50! ', '好。', 'Yes.\n'),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    await fc.assert(
      fc.asyncProperty(harmless, fc.array(fc.nat({ max: 12 }), { minLength: 1 }), async (all, cuts) => {
        const { shown, write } = someDraft()
        await write(cutAt(all.join(''), cuts))
        expect(shown.at(-1)).toBe(all.join('').trim())
      }),
      { numRuns: 100 },
    )
  })
})

/** The text in pieces of these lengths, again and again. */
function cutAt(words: string, lengths: readonly number[]): string[] {
  const pieces: string[] = []
  for (let at = 0, index = 0; at < words.length; index++) {
    const length = 1 + (lengths[index % lengths.length] ?? 0)
    pieces.push(words.slice(at, at + length))
    at += length
  }
  return pieces
}
