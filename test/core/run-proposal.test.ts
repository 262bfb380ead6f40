import { describe, expect, test } from 'vitest'
import type { ChangeTool } from '../../functions/core/change.ts'
import { run } from '../../functions/core/run.ts'
import { wording } from '../../functions/core/wording.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { reply, scriptedModel } from '../doubles/model.ts'
import { someMinting } from '../doubles/samples.ts'
import { emptyStore, someSpecialist } from '../doubles/specialist.ts'

const cancel: ChangeTool = {
  name: 'cancel',
  description: 'Cancels.',
  inputSchema: { type: 'object' },
  plan: async () => ({
    ok: true,
    change: {},
    details: { kind: 'cancellation', orderId: '#W1', title: 'Cancel order #W1', lines: [], movements: [] },
    value: {},
  }),
}

/** The words that the customer reads above the confirmation, when the model writes these before its tool call. */
async function wordsAbove(said: string): Promise<unknown> {
  const minting = someMinting()
  const result = await run(
    {
      conversationId: minting.newId('cnv'),
      key: { turn: 1, specialist: 'order' },
      specialist: { ...someSpecialist([]), changes: [cancel] },
      model: 'claude-haiku-5-5',
      prompt: 'Cancel it.',
      steps: [],
      toolContext: { customerId: 'noah_1', store: emptyStore, signal: new AbortController().signal },
      changing: { store: emptyStore, newId: minting.newId },
    },
    {
      model: scriptedModel(
        reply(
          [
            { type: 'text', text: said },
            { type: 'tool_use', id: 't1', name: 'cancel', input: {} },
          ],
          { stop: 'tools' },
        ),
      ),
      memory: inMemoryMemory({ now: minting.now }),
      now: minting.now,
      isCurrent: async () => true,
    },
  )
  return result.kind === 'paused' ? result.parts[0] : result
}

describe('The words before a change is confirmed', () => {
  test('are shown when they claim nothing', async () => {
    expect(await wordsAbove('Here is what I would do.')).toEqual({
      type: 'text',
      text: 'Here is what I would do.',
    })
  })

  test('are replaced when they say that it is done', async () => {
    expect(await wordsAbove('I have cancelled your order #W1.')).toEqual({
      type: 'text',
      text: wording.en.confirm,
    })
  })
})
