import * as z from 'zod'
import { type Assembly, named, parsePiece, type Resource, resourcesOf } from './assembly.ts'
import { attributeOf, type Place, physicalName } from './attributes.ts'
import type { Resolver } from './resolve.ts'

/** A declared Lambda function, with everything computed. */
export type FunctionSettings = {
  name: string
  logicalId: string
  arn: string
  /** Absolute path of the unpacked bundle. */
  directory: string
  handler: string
  memoryMb: number
  timeoutSeconds: number
  variables: Record<string, string>
}

/** Every declared function that runs on Node. Functions in other languages are passed over. */
export function declaredFunctions(assembly: Assembly, resolver: Resolver, place: Place): FunctionSettings[] {
  return resourcesOf(assembly, 'AWS::Lambda::Function')
    .filter(({ properties }) => String(properties.Runtime).startsWith('nodejs'))
    .map((resource) => settingsOf(resource, assembly, resolver, place))
}

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string({ error: 'only code from an asset can be hosted' }) }),
  Handler: z.string(),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
})

function settingsOf(
  resource: Resource,
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
): FunctionSettings {
  const compute = (piece: unknown): unknown => resolver.value(resource.stack, piece)
  const { Code, Handler, MemorySize, Timeout, Environment } = parsePiece(
    functionProperties,
    resolver.properties(resource),
    resource,
  )
  const directory = assembly.assets.get(Code.S3Key)
  if (directory === undefined)
    throw new Error(`The code of ${named(resource)} is no asset of this app: ${Code.S3Key}`)
  return {
    name: physicalName(resource, compute),
    logicalId: resource.logicalId,
    arn: attributeOf(resource, 'Arn', place, compute),
    directory,
    handler: Handler,
    memoryMb: MemorySize,
    timeoutSeconds: Timeout,
    variables: Environment.Variables,
  }
}
