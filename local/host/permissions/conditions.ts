import { wildcard } from './wildcard.ts'

/** What is known of a request, by condition key; a key may have several values. */
export type RequestContext = Partial<Record<ConditionKey, readonly string[]>>

/** Whether a condition holds for a request. */
export type Condition = (context: RequestContext) => boolean

/** The keys that a request is known by. Whoever adds one has to fill it in needs.ts or permissions.ts. */
const conditionKeys = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'events:detail-type',
  'events:source',
  'ses:FromAddress',
  'ses:Recipients',
] as const
type ConditionKey = (typeof conditionKeys)[number]

type Test = (wanted: string) => (actual: string) => boolean
const equals: Test = (wanted) => (actual) => actual === wanted
const equalsIgnoringCase: Test = (wanted) => (actual) => actual.toLowerCase() === wanted.toLowerCase()
const like: Test = (wanted) => wildcard(wanted)

const operators: Record<string, { test: Test; negated: boolean }> = {
  StringEquals: { test: equals, negated: false },
  StringNotEquals: { test: equals, negated: true },
  StringEqualsIgnoreCase: { test: equalsIgnoringCase, negated: false },
  StringNotEqualsIgnoreCase: { test: equalsIgnoringCase, negated: true },
  StringLike: { test: like, negated: false },
  StringNotLike: { test: like, negated: true },
  ArnEquals: { test: like, negated: false },
  ArnNotEquals: { test: like, negated: true },
  ArnLike: { test: like, negated: false },
  ArnNotLike: { test: like, negated: true },
  Bool: { test: equalsIgnoringCase, negated: false },
}

/** One operator and key of a `Condition` block. Throws, naming `where`, for what cannot be judged here. */
export function compileCondition(
  operator: string,
  key: string,
  wanted: readonly string[],
  where: string,
): Condition {
  const known = conditionKeys.find((each) => each.toLowerCase() === key.toLowerCase())
  const { set, name, ifExists } =
    /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<name>\w+?)(?<ifExists>IfExists)?$/.exec(operator)?.groups ?? {}
  if (known === undefined)
    throw new Error(`${where} has a condition on ${key}, of which the local host knows nothing. ${remedy}`)
  const variable = wanted.find((value) => /\$\{/.test(value))
  if (variable !== undefined)
    throw new Error(`${where} has a condition with the policy variable ${variable}. ${remedy}`)
  if (name === 'Null' && set === undefined)
    return (context) => wanted.includes(String(context[known] === undefined))
  const found = operators[name ?? '']
  if (found === undefined)
    throw new Error(`${where} has a condition ${operator}, which the local host cannot judge. ${remedy}`)

  const { test, negated } = found
  const tests = wanted.map(test)
  const fits = (actual: string): boolean => tests.some((accepts) => accepts(actual)) !== negated
  return (context) => {
    const values = context[known]
    if (values === undefined) return ifExists !== undefined || (set === undefined ? negated : set === forAll)
    return set === forAny || (set === undefined && !negated) ? values.some(fits) : values.every(fits)
  }
}

const forAll = 'ForAllValues'
const forAny = 'ForAnyValue'
const remedy = "Teach it in local/host/permissions/conditions.ts, or start with permissions: 'off'."
