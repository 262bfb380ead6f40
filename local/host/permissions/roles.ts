import * as z from 'zod'
import { type Assembly, named, parsePiece, type Resource, resourcesOf } from '../assembly.ts'
import { attributeOf, type Place, physicalName, refOf } from '../attributes.ts'
import type { Resolver } from '../resolve.ts'
import type { Role } from './judge.ts'
import { readPolicy, type Statement } from './statement.ts'

/** The role of each hosted function, by logical id, with every policy that is attached to it. */
export function declaredRoles(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
  functionIds: readonly string[],
): Map<string, Role> {
  const roles = resourcesOf(assembly, 'AWS::IAM::Role').map((resource) => ({
    resource,
    arn: attributeOf(resource, 'Arn', place, (piece) => resolver.value(resource.stack, piece)),
  }))
  const found = new Map<string, Role>()
  for (const resource of resourcesOf(assembly, 'AWS::Lambda::Function')) {
    if (!functionIds.includes(resource.logicalId)) continue
    const arn = resolver.value(resource.stack, resource.properties.Role)
    const role = roles.find((each) => each.arn === arn)
    if (role === undefined)
      throw new Error(
        `${named(resource)} has ${typeof arn === 'string' ? `the role ${arn}, which no template declares` : 'no role'}, so the local host cannot know what it may do. Declare its role, or start with permissions: 'off'.`,
      )
    if (found.has(resource.logicalId))
      throw new Error(`Two stacks have a function ${resource.logicalId}: give one of them another id.`)
    found.set(resource.logicalId, {
      arn: role.arn,
      name: role.arn.replace(/^.*:role\//, ''),
      statements: statementsOf(role.resource, assembly, resolver, place),
    })
  }
  return found
}

const policy = z.object({ PolicyName: z.string().optional(), PolicyDocument: z.unknown() })
const roleProperties = z.object({
  Policies: z.array(policy).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.never('a permissions boundary cannot be judged here').optional(),
})

function statementsOf(role: Resource, assembly: Assembly, resolver: Resolver, place: Place): Statement[] {
  const { Policies, ManagedPolicyArns } = parsePiece(roleProperties, resolver.properties(role), role)
  const name = physicalName(role, (piece) => resolver.value(role.stack, piece))
  const documentOf = (resource: Resource): Statement[] =>
    readPolicy(resolver.value(resource.stack, resource.properties.PolicyDocument), named(resource))
  const managed = resourcesOf(assembly, 'AWS::IAM::ManagedPolicy')
  const arnOf = (resource: Resource): string =>
    refOf(resource, place, (piece) => resolver.value(resource.stack, piece))
  const unknown = ManagedPolicyArns.find((arn) => !managed.some((each) => arnOf(each) === arn))
  if (unknown !== undefined)
    throw new Error(
      `${named(role)} has the policy ${unknown}, which no template declares, so the local host cannot know what it allows. Declare what the function needs, or start with permissions: 'off'.`,
    )
  const attached = [
    ...resourcesOf(assembly, 'AWS::IAM::Policy'),
    ...resourcesOf(assembly, 'AWS::IAM::RolePolicy'),
    ...managed,
  ].filter(
    (each) =>
      rolesOf(each, resolver).includes(name) ||
      (each.type === 'AWS::IAM::ManagedPolicy' && ManagedPolicyArns.includes(arnOf(each))),
  )
  return [
    ...Policies.flatMap(({ PolicyName, PolicyDocument }) =>
      readPolicy(PolicyDocument, `${named(role)}, policy ${PolicyName ?? 'without a name'}`),
    ),
    ...attached.flatMap(documentOf),
  ]
}

const attachment = z.object({ Roles: z.array(z.string()).default([]), RoleName: z.string().optional() })

/** The names of the roles that a policy is attached to. */
function rolesOf(resource: Resource, resolver: Resolver): string[] {
  const { Roles, RoleName } = resource.properties
  const computed = resolver.value(resource.stack, { Roles: Roles ?? [], RoleName: RoleName ?? '' })
  const names = parsePiece(attachment, computed, resource)
  return [...names.Roles, ...(names.RoleName ? [names.RoleName] : [])]
}
