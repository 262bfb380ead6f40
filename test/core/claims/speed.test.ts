import { describe, expect, test } from 'vitest'
import { checkClaims } from '../../../functions/core/claims/check-claims.ts'
import { replies } from './labelled/replies.ts'

/** The best of several runs: what it costs, not what else the machine was doing. */
function milliseconds(text: string, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    checkClaims(text, [])
    return performance.now() - start
  })
  return Math.min(...times)
}

const ordinary = replies
  .map(({ text }) => text)
  .join('\n\n')
  .slice(0, 1000)

const hostile: Readonly<Record<string, string>> = {
  'one word': 'a',
  spaces: ' ',
  lines: 'cancelled\n',
  paragraphs: 'I have\n\n',
  quotation: '"',
  'open quotations': 'you said "a ',
  entities: '&#',
  tags: '<b ',
  links: '](a',
  markdown: '*_',
  auxiliaries: 'I have ',
  passives: 'your refund has been ',
  nouns: 'refund is ',
  verbs: 'cancelled ',
  clauses: 'cancelled, ',
  conjunctions: 'I and cancelled and ',
  questions: '¿cancelado? ',
  orders: '#W1 and ',
  infinitives: 'to be cancelled ',
  adverbs: 'I really ',
  'Chinese markers': '已',
  'Chinese verbs': '退款',
  'Chinese objects': '我们为您把',
  'Arabic verbs': 'تم ',
  'German verbs': 'ich habe storniert ',
  'Spanish verbs': 'ha sido cancelado ',
  'another language': 'votre commande ',
  'look-alikes': 'аa',
  'combining marks': 'a\u0301',
  emoji: '🎉',
}

describe('The check is fast', () => {
  test('on an ordinary reply of 1,000 characters', () => {
    expect(milliseconds(ordinary, 60)).toBeLessThan(1)
  })

  test.each(Object.entries(hostile))('on 40,000 characters of %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(40_000 / piece.length)).slice(0, 40_000)
    expect(milliseconds(text, 5)).toBeLessThan(50)
  })
})
