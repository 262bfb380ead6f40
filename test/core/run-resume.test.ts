import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ModelRequest, ModelResult } from '../../functions/core/model.ts'
import { type Desk, someDesk } from '../doubles/desk.ts'
import { asksFor, modelThat, reply, says } from '../doubles/model.ts'
import { Killed, mortal } from '../doubles/mortal.ts'
import { someLimits, someTools } from '../doubles/specialist.ts'

/** The model's replies to one run, in order; the last one repeats. What is asked decides which, as with a real model. */
type Script = readonly ModelResult[]

const uses = (count: number) =>
  asksFor(
    ...Array.from({ length: count }, (_, index) => ({
      id: `t${count}${index}`,
      name: 'look',
      input: { what: `thing ${index}` },
    })),
  )
const final = says('Here it is.')
const scripts: readonly [string, Script][] = [
  ['a reply at once', [final]],
  ['one tool', [uses(1), final]],
  ['three tools at once, then two', [uses(3), uses(2), final]],
  ['a reply that was cut off', [uses(1), says('Her', { stop: 'too_long' }), final]],
  ['a reply without words', [reply([]), uses(1), final]],
  ['a reply of blanks', [says(' '), uses(1), says('\n'), final]],
  ['a refusal', [uses(1), reply([], { stop: 'refused' })]],
  ['nothing usable', [says('', {}), says(' '), reply([])]],
]

/** Replies that come back to the model are counted by its history, those that never do by the room it is given. */
function placeIn(script: Script, { messages, maxTokens }: ModelRequest): ModelResult {
  const sentBack = messages.filter(({ role }) => role === 'assistant').length
  const unusable = Math.log2(maxTokens / someLimits.maxTokens)
  return script[sentBack + unusable] ?? final
}

interface Told {
  readonly replies: Awaited<ReturnType<Desk['replies']>>
  readonly steps: Awaited<ReturnType<Desk['memory']['steps']>>
  readonly record: Awaited<ReturnType<Desk['memory']['turn']>>
  readonly calls: number
  /** Effects of each worker. */
  readonly effects: readonly (readonly string[])[]
}

/** Workers take the task one after the other; each dies after its given effect, the last one lives. */
async function work(
  script: Script,
  deaths: readonly number[],
  specialists: readonly string[],
): Promise<Told> {
  const desk = await someDesk(specialists)
  for (const other of specialists.slice(1)) {
    await desk.memory.saveAnswer(desk.id, 1, { kind: 'gap', specialist: other, reason: 'busy', at: 1 })
  }
  const model = modelThat((request) => placeIn(script, request))
  const effects: string[][] = []
  for (const dies of [...deaths, Number.POSITIVE_INFINITY]) {
    const worker = mortal(dies)
    effects.push(worker.effects)
    try {
      await desk.work(worker.model(model), {
        memory: worker.memory(desk.memory),
        tools: someTools(desk.log).map(worker.tool),
      })
      break
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  }
  return {
    replies: await desk.replies(),
    steps: await desk.memory.steps(desk.id, { turn: 1, specialist: 'order' }),
    record: await desk.memory.turn(desk.id, 1),
    calls: model.requests.length,
    effects,
  }
}

/** Model calls whose reply nobody kept, because the worker died right after it. */
function paidInVain(told: Told): number {
  return told.effects.slice(0, -1).filter((effects) => effects.at(-1) === 'model').length
}

function sameButForIds(told: Told): unknown {
  const { replies, steps, record } = told
  return { replies: replies.map(({ id: _, ...rest }) => rest), steps, record }
}

describe.each([
  ['the only specialist', ['order']],
  ['one of two specialists', ['order', 'product']],
])('%s, killed after any of its effects and followed by another worker', (_, specialists) => {
  test.each(scripts)('given %s, ends with the same steps and the same single reply', async (__, script) => {
    const undisturbed = await work(script, [], specialists)
    expect(undisturbed.replies).toHaveLength(1)
    const count = undisturbed.effects[0]?.length ?? 0
    expect(count).toBeGreaterThan(1)
    for (let dies = 0; dies < count; dies++) {
      const told = await work(script, [dies], specialists)
      expect(sameButForIds(told), `died after ${told.effects[0]}`).toEqual(sameButForIds(undisturbed))
      expect(told.calls, `died after ${told.effects[0]}`).toBe(undisturbed.calls + paidInVain(told))
      expect(paidInVain(told)).toBeLessThanOrEqual(1)
    }
  })

  test('given any number of deaths, pays again only for calls in flight and writes no step twice', async () => {
    const replies = fc.oneof(
      fc.integer({ min: 1, max: 3 }).map(uses),
      fc.constantFrom(says(' '), says('cut', { stop: 'too_long' }), reply([])),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(replies, { maxLength: 4 }),
        fc.array(fc.nat(8), { maxLength: 5 }),
        async (script, deaths) => {
          const undisturbed = await work([...script, final], [], specialists)
          const told = await work([...script, final], deaths, specialists)
          expect(sameButForIds(told)).toEqual(sameButForIds(undisturbed))
          expect(told.calls).toBe(undisturbed.calls + paidInVain(told))
        },
      ),
      { numRuns: 200 },
    )
  })
})
