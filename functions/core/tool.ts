import * as z from 'zod'
import type { Part } from './parts.ts'
import type { Store } from './store.ts'

/** What a tool may use. The customer is the session's verified one, never an id from the model or the shopper. */
export interface ToolContext {
  readonly customerId: string | undefined
  readonly store: Store
  /** Aborted when the run's time is over or a newer message has superseded it. */
  readonly signal: AbortSignal
}

/** JSON in the store's own format for the model to read; `parts` are cards that the reply may show. */
export type ToolResult =
  | { readonly ok: true; readonly value: unknown; readonly parts?: readonly Part[] }
  | { readonly ok: false; readonly code: string; readonly message: string }

export interface Tool {
  readonly name: string
  readonly description: string
  /** JSON schema of the arguments, from the same zod schema that checks them. */
  readonly inputSchema: Record<string, unknown>
  /** Hidden from the model while the customer is not verified. */
  readonly needsCustomer: boolean
  /** Never throws for a bad argument or a missing record: those are results. A throw means: try the step again. */
  execute(input: unknown, context: ToolContext): Promise<ToolResult>
}

/** One zod schema gives the validator, the JSON schema and the type of a tool's arguments. */
export function defineTool<Schema extends z.ZodType>(definition: {
  readonly name: string
  readonly description: string
  readonly input: Schema
  readonly needsCustomer?: boolean
  execute(input: z.infer<Schema>, context: ToolContext): Promise<ToolResult>
}): Tool {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(definition.input, { target: 'draft-7' })
  const needsCustomer = definition.needsCustomer ?? false
  return {
    name: definition.name,
    description: definition.description,
    inputSchema,
    needsCustomer,
    async execute(input, context) {
      const parsed = definition.input.safeParse(input)
      if (!parsed.success) return fail('INVALID_ARGUMENTS', z.prettifyError(parsed.error))
      if (needsCustomer && context.customerId === undefined) {
        return fail(
          'FORBIDDEN',
          'The customer has not signed in, so their orders and profile cannot be read.',
        )
      }
      return await definition.execute(parsed.data, context)
    },
  }
}

export function succeed(value: unknown, parts?: readonly Part[]): ToolResult {
  return parts === undefined ? { ok: true, value } : { ok: true, value, parts }
}

export function fail(code: string, message: string): ToolResult {
  return { ok: false, code, message }
}
