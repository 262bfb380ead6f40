import type { ChangeTool } from './change.ts'
import type { Phrases } from './language.ts'
import type { Tool } from './tool.ts'

/** Who a specialist is: pure data, read by the router (to choose) and by `lib` (to give it a queue and a function). */
export interface Card {
  /** Lower case letters; also the name of its folder in `functions/agents/`. */
  readonly name: string
  /** For the shopper: "checking your order". */
  readonly activity: Phrases
  /** For the router: what it can do, what it cannot. */
  readonly does: string
  /** Whether it changes the store's records: then its function may write the store table. */
  readonly changesStore: boolean
  /** What the customer reads when this specialist did not answer: "I could not look up …". See `Wording.gap`. */
  readonly gap: Phrases
}

/** The bounds of one run. */
export interface RunLimits {
  /** Model calls. */
  readonly maxModelCalls: number
  /** Output tokens of one model call, thinking included. */
  readonly maxTokens: number
  /** Input and output tokens of the whole run. */
  readonly maxTotalTokens: number
}

/** An agent is data: instructions, tools, limits. */
export interface Specialist {
  readonly card: Card
  readonly instructions: string
  readonly tools: readonly Tool[]
  /** Tools that change something: each only after the customer has confirmed it. */
  readonly changes?: readonly ChangeTool[]
  readonly limits: RunLimits
}
