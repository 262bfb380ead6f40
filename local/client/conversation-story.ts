import * as z from 'zod'
import { turnStatusName } from '../../functions/api/schemas.ts'
import { part } from '../../functions/core/parts.ts'

/**
 * A conversation as data: who is logged in, what they write, and what must be true of each answer. Expectations hold
 * for any good model, so they name facts and not phrases. The same stories are played against the local system, in
 * tests, and against a deployed one.
 */
const partType = z.enum(part.options.map((option) => option.shape.type.value))

const expectation = z.strictObject({
  outcome: turnStatusName.default('replied'),
  /** Exactly these took part, in any order. */
  specialists: z.array(z.string()).optional(),
  /** Each must be in the answer, ignoring case; of a list, at least one. */
  contains: z.array(z.union([z.string(), z.array(z.string())])).default([]),
  /** None may be in the answer, ignoring case. */
  never: z.array(z.string()).default([]),
  /** At least these parts. */
  parts: z.array(partType).default([]),
  /** None of these parts. */
  neverParts: z.array(partType).default([]),
})

export const conversationStory = z.strictObject({
  name: z.string(),
  /** `demo`: speaks of records of the demo store. `any`: true in every store, whoever its customers are. */
  store: z.enum(['demo', 'any']),
  /** The verified customer; anonymous if left out. */
  customer: z.string().optional(),
  turns: z
    .array(
      z.strictObject({
        /** Several: written in one burst, answered together. */
        says: z.union([z.string(), z.array(z.string()).min(2)]),
        expects: expectation.prefault({}),
      }),
    )
    .min(1),
})
export type ConversationStory = z.output<typeof conversationStory>

/** As it is written in a `*.story.ts` file. */
export type StorySource = z.input<typeof conversationStory>
export type Expectation = z.output<typeof expectation>
