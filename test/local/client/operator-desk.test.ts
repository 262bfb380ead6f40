import { beforeEach, describe, expect, test } from 'vitest'
import type { Action } from '../../../functions/core/action.ts'
import { chatScreen } from '../../../local/client/chat-screen.ts'
import type { OperatorClient, Waiting } from '../../../local/client/operator-client.ts'
import { deskCommand, deskHelp, linesOfWaiting } from '../../../local/client/operator-desk.ts'
import { plainPaint } from '../../../local/client/paint.ts'

let asked: unknown[][]
let approvals: Action[]
let written: string
beforeEach(() => {
  asked = []
  approvals = []
  written = ''
})

const note =
  (name: string) =>
  async (...given: unknown[]) =>
    void asked.push([name, ...given])
const unused = () => Promise.reject(new Error('That was not expected'))
const client: OperatorClient = {
  begin: unused,
  read: unused,
  untilAnswered: unused,
  handoff: unused,
  trace: unused,
  waiting: unused,
  control: unused,
  async send(...given) {
    asked.push(['send', ...given])
    return {
      message: { id: `msg_${'0'.repeat(32)}`, seq: 1, status: 'accepted' },
      turn: { number: 1, status: 'with_human' },
      pollAfterMs: 1,
    }
  },
  setControl: note('setControl'),
  decide: note('decide'),
  approvals: async () => approvals,
}
const type = async (line: string) =>
  await deskCommand(
    line,
    'cnv_1',
    client,
    chatScreen((text) => (written += text), plainPaint, false),
  )

function someAction(id: string, title: string): Action {
  return {
    id,
    status: 'awaiting_approval',
    customerId: 'mina',
    tool: 'cancel',
    input: {},
    details: { kind: 'cancellation', title, lines: [], movements: [] },
    run: { turn: 1, specialist: 'order', toolUseId: 't' },
    proposedAt: 0,
    expiresAt: 0,
  }
}

describe('What an operator types', () => {
  test.each([
    ['/take', ['setControl', 'cnv_1', 'human']],
    ['/back', ['setControl', 'cnv_1', 'bot']],
    ['/say Hello there', ['send', 'cnv_1', 'Hello there']],
    ['Hello there', ['send', 'cnv_1', 'Hello there']],
  ])('%s', async (line, call) => {
    await type(line)
    expect([asked, written]).toEqual([[call], ''])
  })

  test.each(['/approve', '/reject'] as const)(
    '%s decides what has waited longest, and says what it is',
    async (line) => {
      approvals = [someAction('act_1', 'Cancel order #W1'), someAction('act_2', 'Cancel order #W2')]
      await type(line)
      expect(asked).toEqual([['decide', 'cnv_1', 'act_1', line.slice(1)]])
      expect(written).toContain('Cancel order #W1')
    },
  )

  test('/approve with nothing to approve says so', async () => {
    await type('/approve')
    expect([asked, written]).toEqual([[], 'Nothing waits for approval here.\n'])
  })

  test.each(['/leave', '/Take over'])(
    '%s is no command: nothing of it goes to the customer',
    async (line) => {
      await type(line)
      expect([asked, written]).toEqual([[], `${deskHelp}\n`])
    },
  )

  test('/say without words sends nothing', async () => {
    await type('/say ')
    expect(asked).toEqual([])
  })
})

describe('The list of what waits', () => {
  const at = '2026-11-22T10:00:00.000Z'
  const waiting = (changes: Partial<Waiting>): Waiting => ({
    id: 'cnv_1',
    status: 'open',
    control: 'human',
    turn: { number: 1, status: 'with_human', working: [] },
    createdAt: at,
    ...changes,
  })

  test('says of each since when and why', () => {
    const all = [
      waiting({ handoff: { by: 'customer', reason: 'it burnt', at }, waiting: { since: at, actionIds: [] } }),
      waiting({ control: 'bot', waiting: { since: at, actionIds: ['act_1', 'act_2'] } }),
    ]
    expect(linesOfWaiting(all, plainPaint)).toEqual([
      'cnv_1  since 2026-11-22 10:00 UTC  handed off by the customer, "it burnt"',
      'cnv_1  since 2026-11-22 10:00 UTC  2 to approve',
    ])
  })

  test('that is empty says so', () => {
    expect(linesOfWaiting([], plainPaint)).toEqual(['Nobody waits for a person.'])
  })
})
