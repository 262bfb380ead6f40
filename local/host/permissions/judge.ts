import type { RequestContext } from './conditions.ts'
import type { Statement } from './statement.ts'

/** What a request has to be allowed: an action on a resource, or on any one of several. */
export type Need = {
  action: string
  resources: readonly [string, ...string[]]
  context?: RequestContext
}

/** Who asks, with all that its policies say. */
export type Role = { name: string; arn: string; statements: readonly Statement[] }

/** The policy of a resource. */
export type ResourcePolicy = {
  /** The resources that it is attached to. */
  about: (resource: string) => boolean
  statements: readonly Statement[]
}

/** Why a need is not met, in the words of AWS; undefined when it is. */
export type Refusal = { need: Need; resource: string; why: string }

/** Judges as IAM does within one account: what is denied anywhere is denied; else one allowance is enough. */
export function judge(
  role: Role,
  policies: readonly ResourcePolicy[],
  need: Need,
  context: RequestContext,
): Refusal | undefined {
  const all = { ...context, ...need.context }
  let allowed = false
  for (const resource of need.resources) {
    const covers = (statement: Statement): boolean => statement.covers(need.action, resource, all)
    const own = role.statements.filter(covers)
    const foreign = policies
      .filter(({ about }) => about(resource))
      .flatMap(({ statements }) => statements.filter((each) => isAbout(each, role) && covers(each)))
    if (own.some(denies)) return refusal(need, resource, 'with an explicit deny in an identity-based policy')
    if (foreign.some(denies))
      return refusal(need, resource, 'with an explicit deny in a resource-based policy')
    // Naming the account leaves the decision to the account's own policies.
    if (own.length > 0 || foreign.some((each) => !namesAccountOnly(each))) allowed = true
  }
  return allowed
    ? undefined
    : refusal(need, need.resources[0], `because no identity-based policy allows the ${need.action} action`)
}

function refusal(need: Need, resource: string, why: string): Refusal {
  return { need, resource, why }
}

function denies({ effect }: Statement): boolean {
  return effect === 'Deny'
}

function isAbout({ principals = [] }: Statement, { arn }: Role): boolean {
  return principals.some((each) => each === '*' || each === arn || isAccountOf(each, arn))
}

function namesAccountOnly({ principals = [] }: Statement): boolean {
  return !principals.some((each) => each === '*' || each.includes(':role/'))
}

/** `arn:aws:iam::ACCOUNT:root`, or the account's number alone. */
function isAccountOf(principal: string, roleArn: string): boolean {
  const account = roleArn.split(':')[4]
  return principal === account || principal === `arn:aws:iam::${account}:root`
}
