import * as z from 'zod'
import { type Condition, compileCondition, type RequestContext } from './conditions.ts'
import { wildcard } from './wildcard.ts'

/** One statement of a policy, ready to be asked. */
export type Statement = {
  effect: 'Allow' | 'Deny'
  /** Whether it speaks of this action on this resource, in this context. */
  covers: (action: string, resource: string, context: RequestContext) => boolean
  /** Of a resource's policy: whom it is about. */
  principals: readonly string[] | undefined
}

/** The statements of a computed policy document. Throws, naming `where`, for what cannot be judged here. */
export function readPolicy(document: unknown, where: string): Statement[] {
  return parsed(policyDocument, document, where).Statement.map((each) => compile(each, where))
}

/** A statement that stands by itself. */
export function readStatement(statement: unknown, where: string): Statement {
  return compile(parsed(statementShape, statement, where), where)
}

const texts = z.union([z.array(z.string()), z.string().transform((one) => [one])])
const scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String)
const scalars = z.union([z.array(scalar), scalar.transform((one) => [one])])
const principal = z.union([
  z.literal('*').transform(() => ['*']),
  z
    .partialRecord(z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']), texts)
    .transform(({ AWS = [], Service = [] }) => [...AWS, ...Service]),
])
const statementShape = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Principal: principal.optional(),
  Condition: z.record(z.string(), z.record(z.string(), scalars)).default({}),
})
const policyDocument = z.looseObject({
  Statement: z.union([z.array(statementShape), statementShape.transform((one) => [one])]),
})

function compile(statement: z.output<typeof statementShape>, where: string): Statement {
  const { Effect, Action, NotAction, Resource, NotResource, Principal, Condition: blocks } = statement
  const action = matcher(Action, NotAction, 'i', `${where}: Action`)
  const resource = matcher(Resource, NotResource, '', `${where}: Resource`)
  const conditions: Condition[] = Object.entries(blocks).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => compileCondition(operator, key, wanted, where)),
  )
  return {
    effect: Effect,
    covers: (asked, on, context) =>
      action(asked) && resource(on) && conditions.every((holds) => holds(context)),
    principals: Principal,
  }
}

function matcher(
  some: readonly string[] | undefined,
  allBut: readonly string[] | undefined,
  flags: '' | 'i',
  where: string,
): (text: string) => boolean {
  const patterns = some ?? allBut
  if (patterns === undefined) throw new Error(`${where} is missing, and so is its opposite.`)
  const variable = patterns.find((pattern) => /\$\{/.test(pattern))
  if (variable !== undefined)
    throw new Error(`${where} has the policy variable ${variable}, which the local host cannot judge.`)
  const matches = patterns.map((pattern) => wildcard(pattern, flags))
  return (text) => matches.some((each) => each(text)) === (some !== undefined)
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Error(`The local host does not understand ${where}: ${z.prettifyError(result.error)}`)
}
