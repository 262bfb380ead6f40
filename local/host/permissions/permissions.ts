import * as z from 'zod'
import { type Assembly, resourcesOf } from '../assembly.ts'
import type { Place } from '../attributes.ts'
import type { FunctionSettings } from '../function-settings.ts'
import type { Gate } from '../gate.ts'
import type { OnEvent } from '../host-events.ts'
import type { Resolver } from '../resolve.ts'
import type { RequestContext } from './conditions.ts'
import { judge, type Need, type Refusal, type Role } from './judge.ts'
import { needsOf } from './needs.ts'
import { refusalAnswer } from './refusal-answer.ts'
import { declaredResourcePolicies } from './resource-policies.ts'
import { declaredRoles } from './roles.ts'
import { logNeeds, sourceNeeds } from './service-duties.ts'

export type Permissions = {
  /** Refuses what the caller's role is not granted. Who is no hosted function may do everything. */
  gate: Gate
  /** Whether Lambda may read this source for the function; if not, tells what is missing. */
  mayRead: (functionId: string, sourceArn: string, failureDestinationArn: string | undefined) => boolean
}

/**
 * The permissions that the templates give, enforced as on AWS. Throws at once for what cannot be judged here. The first
 * lack of each grant is told as a problem, with what to do.
 */
export function createPermissions(given: {
  assembly: Assembly
  resolver: Resolver
  place: Place
  functions: readonly FunctionSettings[]
  onEvent: OnEvent
}): Permissions {
  const { assembly, resolver, place, functions, onEvent } = given
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${place.region}:${place.account}:${rest}`
  const roles = declaredRoles(
    assembly,
    resolver,
    place,
    functions.map(({ logicalId }) => logicalId),
  )
  const policies = declaredResourcePolicies(assembly, resolver, place)
  const told = new Set<string>()

  const refusalOf = (functionId: string, need: Need): Refusal | undefined =>
    judge(roleOf(functionId), policies, need, contextOf(roleOf(functionId), place))

  const roleOf = (functionId: string): Role => {
    const role = roles.get(functionId)
    if (role === undefined) throw new Error(`No function ${functionId} is hosted.`)
    return role
  }

  const tell = (functionId: string, { need, resource, why }: Refusal, consequence: string): void => {
    const grant = `${need.action} on ${resource}`
    const key = `${functionId} ${grant}`
    if (told.has(key)) return
    told.add(key)
    const message = why.startsWith('because')
      ? `${functionId} lacks a grant: ${grant}. ${consequence}Give it the grant in lib/.`
      : `${functionId} is denied ${grant}, ${why}. ${consequence}Change that in lib/.`
    onEvent({ type: 'problem', message })
  }

  for (const { logicalId, name } of functions) {
    const lacking = logNeeds(arn('logs', `log-group:${logGroupOf(logicalId) ?? `/aws/lambda/${name}`}`)).map(
      (need) => refusalOf(logicalId, need),
    )
    for (const refusal of lacking)
      if (refusal !== undefined) tell(logicalId, refusal, 'On AWS its log would be lost. ')
  }

  return {
    gate: async (request, pass) => {
      const { service, caller } = request
      if (caller === undefined || !roles.has(caller.functionId)) return pass()
      for (const need of needsOf(request, arn)) {
        const refusal = refusalOf(caller.functionId, need)
        if (refusal === undefined) continue
        tell(caller.functionId, refusal, '')
        return refusalAnswer(service, refusalText(caller.functionId, roleOf(caller.functionId), refusal))
      }
      return pass()
    },
    mayRead: (functionId, sourceArn, failureDestinationArn) => {
      const refusals = sourceNeeds(sourceArn, failureDestinationArn).flatMap(
        (need) => refusalOf(functionId, need) ?? [],
      )
      for (const refusal of refusals)
        tell(functionId, refusal, 'Without it Lambda does not read its event source. ')
      return refusals.length === 0
    },
  }

  function logGroupOf(functionId: string): string | undefined {
    const resource = resourcesOf(assembly, 'AWS::Lambda::Function').find(
      ({ logicalId }) => logicalId === functionId,
    )
    const computed = resource && resolver.value(resource.stack, resource.properties.LoggingConfig)
    return logging.safeParse(computed).data?.LogGroup
  }

  function refusalText(functionId: string, role: Role, { need, resource, why }: Refusal): string {
    const name = functions.find(({ logicalId }) => logicalId === functionId)?.name
    const user = `arn:aws:sts::${place.account}:assumed-role/${role.name}/${name}`
    return `User: ${user} is not authorized to perform: ${need.action} on resource: ${resource} ${why}`
  }
}

const logging = z.object({ LogGroup: z.string() })

/** Everything is allowed. */
export const allPermissions: Permissions = { gate: (_, pass) => pass(), mayRead: () => true }

function contextOf({ arn }: Role, { account, region }: Place): RequestContext {
  return {
    'aws:PrincipalArn': [arn],
    'aws:PrincipalAccount': [account],
    'aws:RequestedRegion': [region],
    // What functions say to the engines would go over TLS on AWS.
    'aws:SecureTransport': ['true'],
  }
}
