import * as z from 'zod'
import type { InLanguage } from './language.ts'
import { cents } from './money.ts'
import type { Customer, Order, Store } from './store.ts'
import type { ToolResult } from './tool.ts'

/** A record and the version at which it was read: a write on it holds only while that is still its version. */
export interface Versioned<Of> {
  readonly record: Of
  readonly version: number
}

/** A change of the store's records, made of what was read. All of it happens, or nothing. */
export interface StoreChange {
  readonly order?: { readonly before: Versioned<Order>; readonly after: Order }
  readonly customer?: { readonly before: Versioned<Customer>; readonly after: Customer }
}

/** The store as those see it who change it. */
export interface ChangingStore extends Store {
  versionedOrder(orderId: string): Promise<Versioned<Order> | undefined>
  versionedCustomer(customerId: string): Promise<Versioned<Customer> | undefined>
  /** `changed_meanwhile`: a record is no longer what the change was made of, and nothing was written. */
  apply(change: StoreChange): Promise<'applied' | 'changed_meanwhile'>
}

export const changeKind = z.enum([
  'cancellation',
  'address',
  'payment',
  'items',
  'return',
  'exchange',
  'profile_address',
])

/** Money that moves between the customer and the store on one payment method. */
export const movement = z.strictObject({
  paymentMethodId: z.string(),
  /** As a person knows it: "Visa ending in 4242", "PayPal", "gift card". */
  label: z.string(),
  /** Positive: the customer pays. Negative: the customer gets it back. */
  amountCents: cents,
  /** `on_receipt`: once the returned items have arrived. */
  arrives: z.enum(['at_once', 'in_5_to_7_business_days', 'on_receipt']),
})

/** What a change does, in words and money: shown before it is confirmed, kept in its receipt afterwards. */
export const changeDetails = z.strictObject({
  kind: changeKind,
  /** Absent for a change of the profile. */
  orderId: z.string().optional(),
  /** "Cancel order #W1234567" */
  title: z.string(),
  /** One fact each: items, reasons, addresses before and after. */
  lines: z.array(z.string()),
  /** What the order's items cost, before and after. Absent for a change of the profile. */
  total: z.strictObject({ beforeCents: cents, afterCents: cents }).optional(),
  movements: z.array(movement),
})
export type ChangeDetails = z.infer<typeof changeDetails>
export type Movement = ChangeDetails['movements'][number]

/** A change that has been checked against the store's records and rules, and has not been made. */
export interface PlannedChange {
  readonly ok: true
  readonly change: StoreChange
  readonly details: ChangeDetails
  /** What the tool returns once it is made, in the store's own format. */
  readonly value: unknown
}

/** Why a change cannot be made: the code of the first check that failed. */
export type ChangeRefusal = Extract<ToolResult, { ok: false }>

export function refuse(code: string, message: string): ChangeRefusal {
  return { ok: false, code, message }
}

/** For whom, and with what, a change is planned; what it does is told in their language. */
export interface Planning extends InLanguage {
  readonly customerId: string
  readonly store: ChangingStore
}

/** A tool that changes something. It only plans: code asks the customer, and makes the change when it is confirmed. */
export interface ChangeTool {
  readonly name: string
  readonly description: string
  readonly inputSchema: Record<string, unknown>
  plan(input: unknown, context: Planning): Promise<PlannedChange | ChangeRefusal>
}

/** One zod schema gives the validator, the JSON schema and the type of a change's arguments. */
export function defineChange<Schema extends z.ZodType>(definition: {
  readonly name: string
  readonly description: string
  readonly input: Schema
  plan(input: z.infer<Schema>, context: Planning): Promise<PlannedChange | ChangeRefusal>
}): ChangeTool {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(definition.input, { target: 'draft-7' })
  return {
    name: definition.name,
    description: definition.description,
    inputSchema,
    async plan(input, context) {
      const parsed = definition.input.safeParse(input)
      if (parsed.success) return await definition.plan(parsed.data, context)
      return { ok: false, code: 'INVALID_ARGUMENTS', message: z.prettifyError(parsed.error) }
    },
  }
}
