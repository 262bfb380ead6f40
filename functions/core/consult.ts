import * as z from 'zod'
import type { RunKey } from './memory.ts'
import { textOfParts } from './parts.ts'
import type { Answer, Step } from './records.ts'
import type { Card } from './specialist.ts'
import { fail, succeed, type ToolResult } from './tool.ts'
import { resultOf } from './use-tools.ts'

/** The tool by which one specialist asks another. The run pauses until the answer is there; no function waits. */
export const consultName = 'consult'

/** Consultations of one run. A consulted specialist asks nobody in turn. */
export const mostConsultations = 3

export type Consulting = Extract<Step, { kind: 'consulting' }>

export function consultTool(others: readonly Card[]) {
  return {
    name: consultName,
    description: `Asks another specialist a question and brings its answer. Use it when you need something that only the other can find out, for example the item id of a wanted variant before you exchange an item. ${others.map(({ name, does }) => `${name}: ${does}`).join(' ')}`,
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['specialist', 'question'],
      properties: {
        specialist: { type: 'string', enum: others.map(({ name }) => name) },
        question: { type: 'string', description: 'Self-contained: names, ids, options and wishes in full.' },
      },
    },
  }
}

const question = z.strictObject({ specialist: z.string(), question: z.string().min(1).max(4000) })

/** The question, or why it cannot be asked. */
export function askedOf(
  input: unknown,
  others: readonly Card[],
  earlier: number,
): { readonly specialist: string; readonly question: string } | ToolResult {
  const parsed = question.safeParse(input)
  if (!parsed.success) return fail('INVALID_ARGUMENTS', z.prettifyError(parsed.error))
  if (!others.some(({ name }) => name === parsed.data.specialist)) {
    return fail('UNKNOWN_SPECIALIST', `There are: ${others.map(({ name }) => name).join(', ')}.`)
  }
  if (earlier >= mostConsultations) return fail('TOO_MANY_CONSULTATIONS', 'Answer with what you know.')
  return parsed.data
}

/** The consulted specialist's run: apart from a run of its own in the same turn. */
export function consultedRun(by: RunKey, step: number, specialist: string): RunKey {
  return { turn: by.turn, specialist: `${specialist}.for.${by.specialist}.${step}` }
}

/** Whose question a run answers; `undefined`: it is a run of its own. */
export function consultedBy(runOf: string): string | undefined {
  return runOf.split('.')[2]
}

/** The asking run's next step, once the answer is there. */
export function stepAfterConsultation(asked: Consulting, answer: Answer, at: number): Step {
  const use = { id: asked.toolUseId, name: consultName }
  const result =
    answer.kind === 'answer'
      ? succeed({ specialist: asked.specialist, answer: textOfParts(answer.parts) })
      : fail('NO_ANSWER', `${asked.specialist} could not answer: ${answer.reason}`)
  const cards = answer.kind === 'answer' ? answer.parts.filter(({ type }) => type !== 'text') : []
  return {
    kind: 'tools',
    results: [...asked.results, resultOf(use, result, Math.max(0, at - asked.at))],
    parts: [...asked.parts, ...cards],
    at,
  }
}
