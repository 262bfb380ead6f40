import { describe, expect, test } from 'vitest'
import { checkClaims } from '../../../functions/core/claims/check-claims.ts'
import { replies } from './labelled/replies.ts'

/** CPU time of this thread in the best of several runs: what it costs, not what else the machine was doing. */
function milliseconds(text: string, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const start = process.threadCpuUsage()
    checkClaims(text, [])
    const { user, system } = process.threadCpuUsage(start)
    return (user + system) / 1000
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
    expect(milliseconds(ordinary, 60)).toBeLessThan(3)
  })

  test.each(Object.entries(hostile))('on 40,000 characters of %s', (_, piece) => {
    const ofLength = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
    const [short, long] = [milliseconds(ofLength(10_000), 5), milliseconds(ofLength(40_000), 5)]
    // Four times as much may take about four times as long; sixteen times would be a hostile reply's way in.
    expect(long).toBeLessThan(Math.max(20, 9 * short))
    expect(long).toBeLessThan(250)
  })
})
