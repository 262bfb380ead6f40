import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** One action on one resource that a role's policy allows. */
export interface Grant {
  /** The file of the template. */
  readonly file: string
  readonly policyId: string
  readonly statement: number
  readonly action: string
  /** As the template has it. */
  readonly resource: unknown
  /** `Order: sqs:SendMessage on MergeQueue`. */
  readonly text: string
}

const oneOrMore = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])])
const policy = z.looseObject({
  Type: z.literal('AWS::IAM::Policy'),
  Properties: z.looseObject({
    PolicyDocument: z.looseObject({
      Statement: z.array(z.looseObject({ Action: oneOrMore, Resource: oneOrMore })),
    }),
  }),
})
type Statement = z.infer<typeof policy>['Properties']['PolicyDocument']['Statement'][number]
const template = z.looseObject({ Resources: z.record(z.string(), z.unknown()) })

/** Every grant in the templates that `cdk synth` wrote into a directory. */
export function grantsIn(directory: string): Grant[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.template.json'))
  return files
    .map((file) => join(directory, file))
    .flatMap((file) =>
      Object.entries(readTemplate(file).Resources).flatMap(([policyId, resource]) =>
        statementsOf(resource).flatMap(({ Action, Resource }, statement) =>
          Action.flatMap((action) =>
            Resource.map((resource) => ({
              ...{ file, policyId, statement, action: String(action), resource },
              text: `${policyId.replace(/FunctionRole.*$/, '')}: ${action} on ${shortName(resource)}`,
            })),
          ),
        ),
      ),
    )
}

/** Takes a grant out of its template, and nothing else. The result puts it back. */
export function removeGrant({ file, policyId, statement, action, resource }: Grant): () => void {
  const before = readFileSync(file, 'utf8')
  const { Resources, ...rest } = readTemplate(file)
  const changed = policy.parse(Resources[policyId])
  const { PolicyDocument } = changed.Properties
  PolicyDocument.Statement = PolicyDocument.Statement.flatMap((each, index) =>
    index === statement ? without(each, action, resource) : [each],
  )
  writeFileSync(file, JSON.stringify({ ...rest, Resources: { ...Resources, [policyId]: changed } }))
  return () => writeFileSync(file, before)
}

/** Takes out the grant that is called so. Throws when there is none. */
export function removeGrantNamed(directory: string, text: string): void {
  const all = grantsIn(directory)
  const grant = all.find((each) => each.text === text)
  if (!grant) throw new Error(`No grant is ${text}. There are:\n${all.map((each) => each.text).join('\n')}`)
  removeGrant(grant)
}

function without(statement: Statement, action: string, resource: unknown): Statement[] {
  const actions = statement.Action.filter((each) => each !== action)
  const resources = statement.Resource.filter((each) => JSON.stringify(each) !== JSON.stringify(resource))
  return [
    ...(actions.length === 0 ? [] : [{ ...statement, Action: actions }]),
    ...(resources.length === 0 ? [] : [{ ...statement, Action: [action], Resource: resources }]),
  ]
}

function statementsOf(resource: unknown): Statement[] {
  return policy.safeParse(resource).data?.Properties.PolicyDocument.Statement ?? []
}

function readTemplate(file: string): z.infer<typeof template> {
  return template.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** A resource by its name in lib, a parameter or an address by its own. */
function shortName(resource: unknown): string {
  const text = JSON.stringify(resource)
  const [, own] = /:(?:parameter|identity)\/([^"]+)/.exec(text) ?? []
  const [, imported] = /(?:GetAtt|Ref)(\w+?)[0-9A-F]{8}(?:Stream)?Arn/.exec(text) ?? []
  const [, local] = /"(?:Fn::GetAtt|Ref)":\[?"(\w+?)[0-9A-F]{8}"/.exec(text) ?? []
  return own ?? imported ?? local ?? text
}
