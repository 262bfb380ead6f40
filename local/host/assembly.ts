import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod'

export type Resource = {
  stack: string
  logicalId: string
  type: string
  properties: Record<string, unknown>
}
export type Stack = {
  name: string
  resources: Map<string, Resource>
  outputs: Map<string, { value: unknown; exportName: unknown }>
  parameters: Map<string, { defaultValue: unknown }>
}
export type Assembly = {
  stacks: Stack[]
  /** Absolute path of an asset, by the object key that templates refer to it by. */
  assets: Map<string, string>
}

/** Reads what `cdk synth` wrote into `directory`, stages included. Throws when there is no manifest in it. */
export async function readAssembly(directory: string): Promise<Assembly> {
  const assembly: Assembly = { stacks: [], assets: new Map() }
  await collect(resolve(directory), assembly)
  return assembly
}

/** All resources of one type, in the order of the templates. */
export function resourcesOf(assembly: Assembly, type: string): Resource[] {
  return assembly.stacks.flatMap((stack) =>
    [...stack.resources.values()].filter((each) => each.type === type),
  )
}

/** How error messages name a resource. */
export function named(resource: Resource): string {
  return `${resource.stack}/${resource.logicalId} (${resource.type})`
}

/** Parses a piece of a template; the error names the resource and the property. */
export function parsePiece<T>(schema: z.ZodType<T>, value: unknown, resource: Resource): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`)
  throw new Error(`The local host does not understand ${named(resource)}: ${problems.join('; ')}`)
}

const manifestFile = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        properties: z
          .object({
            templateFile: z.string().optional(),
            stackName: z.string().optional(),
            file: z.string().optional(),
            directoryName: z.string().optional(),
          })
          .default({}),
      }),
    )
    .default({}),
})

const templateFile = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
    )
    .default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
})

const assetsFile = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })).default({}),
      }),
    )
    .default({}),
})

async function collect(directory: string, assembly: Assembly): Promise<void> {
  const manifest = await readJson(join(directory, 'manifest.json'), manifestFile)
  for (const [id, { type, properties }] of Object.entries(manifest.artifacts)) {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined)
      await collect(join(directory, properties.directoryName), assembly)
    if (type === 'cdk:asset-manifest' && properties.file !== undefined)
      await collectAssets(directory, properties.file, assembly)
    if (type === 'aws:cloudformation:stack' && properties.templateFile !== undefined)
      assembly.stacks.push(
        await readStack(properties.stackName ?? id, join(directory, properties.templateFile)),
      )
  }
}

async function collectAssets(directory: string, file: string, assembly: Assembly): Promise<void> {
  const { files } = await readJson(join(directory, file), assetsFile)
  for (const [hash, { source, destinations }] of Object.entries(files)) {
    if (source.path === undefined) continue
    const path = resolve(directory, source.path)
    assembly.assets.set(`${hash}.zip`, path)
    for (const { objectKey } of Object.values(destinations)) assembly.assets.set(objectKey, path)
  }
}

async function readStack(name: string, path: string): Promise<Stack> {
  const template = await readJson(path, templateFile)
  return {
    name,
    resources: new Map(
      Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => [
        logicalId,
        { stack: name, logicalId, type: Type, properties: Properties },
      ]),
    ),
    outputs: new Map(
      Object.entries(template.Outputs).map(([key, { Value, Export }]) => [
        key,
        { value: Value, exportName: Export?.Name },
      ]),
    ),
    parameters: new Map(
      Object.entries(template.Parameters).map(([key, { Default }]) => [key, { defaultValue: Default }]),
    ),
  }
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`There is no synthesized app at ${path}. Synthesize it first, then host it.`, { cause })
  })
  const result = schema.safeParse(JSON.parse(text))
  if (!result.success) throw new Error(`${path} is not what CDK writes: ${z.prettifyError(result.error)}`)
  return result.data
}
