import { describe, expect, test } from 'vitest'
import type { Part } from '../../../functions/core/parts.ts'
import { type Paint, plainPaint } from '../../../local/client/paint.ts'
import { linesOfPart } from '../../../local/client/part-text.ts'
import { actionId, confirmation, receipt } from '../../widget/sample-changes.ts'

const aTime = String.raw`[A-Z][a-z]{2} \d+, \d+:\d\d\s[AP]M`
const markup: Paint = (style, text) => `<${[style].flat().join('+')}>${text}</>`

describe('A part on the terminal', () => {
  test('a confirmation says what will happen, before and after, when money arrives, and how to answer', () => {
    expect(linesOfPart(confirmation(), plainPaint)).toEqual([
      '│ Cancel order #W0482125, if you confirm',
      '│ Rain Jacket (color forest green, size M), $89.50',
      '│ Wool Socks (size M), $28.99',
      '│ Reason: no longer needed',
      '│ A cancellation cannot be undone.',
      '│ Total $118.49 → $0.00',
      '│ $88.49 back to Visa ending in 4242, in 5 to 7 business days',
      '│ $30.00 back to gift card, at once',
      expect.stringMatching(`^│ answer yes or no, until ${aTime}$`),
    ])
  })

  test('a receipt says that it is done, and when', () => {
    const movements = [{ label: 'PayPal', amountCents: 151, arrives: 'on_receipt' as const }]
    const { total: _, ...change } = receipt({ lines: ['One fact'], movements })
    expect(linesOfPart(change, plainPaint)).toEqual([
      '│ ✓ Cancel order #W0482125',
      '│ One fact',
      '│ $1.51 from PayPal, when the returned items have arrived',
      expect.stringMatching(`^│ done ${aTime}$`),
    ])
  })

  test('a receipt is green, a confirmation is not', () => {
    const [title] = linesOfPart(receipt(), markup)
    expect(title).toBe('<green>│</> <green>✓</> <bold+green>Cancel order #W0482125</>')
    expect(linesOfPart(confirmation(), markup).join()).not.toMatch(/<[^>]*green/)
  })

  test.each([
    ['confirmed', 'Confirmed: Cancel order #W1'],
    ['declined', 'Declined: Cancel order #W1'],
    ['approved', 'Approved: Cancel order #W1'],
    ['rejected', 'Rejected: Cancel order #W1'],
  ] as const)('the decision %s is a line', (decision, line) => {
    const part: Part = { type: 'decision', actionId, decision, title: 'Cancel order #W1' }
    expect(linesOfPart(part, plainPaint)).toEqual([line])
  })
})
