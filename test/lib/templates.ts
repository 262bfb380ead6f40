import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { specialists } from '../../functions/agents/specialists.ts'
import { type SynthesizeOptions, synthesize } from '../../lib/app.ts'
import { noBundles } from '../../lib/bundles.ts'
import { type Config, parseConfig } from '../../lib/config.ts'
import { noWidget } from '../../lib/widget-folders.ts'

const template = z.object({
  Description: z.string(),
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
      DependsOn: z.array(z.string()).default([]),
    }),
  ),
  Outputs: z.record(z.string(), z.unknown()).default({}),
})

export interface Resource<Properties = Record<string, unknown>> {
  readonly id: string
  readonly stack: string
  readonly type: string
  readonly properties: Properties
  readonly deletionPolicy: string | undefined
  readonly updateReplacePolicy: string | undefined
  readonly dependsOn: readonly string[]
}

/** Every resource of every stack, in a shape that tests can ask. */
export class Templates {
  readonly stacks: readonly { readonly name: string; readonly terminationProtection: boolean | undefined }[]
  readonly templates: readonly unknown[]
  readonly resources: readonly Resource[]
  readonly outputs: readonly string[]

  constructor(
    stacks: readonly {
      readonly stackName: string
      readonly terminationProtection?: boolean | undefined
      readonly template: unknown
    }[],
  ) {
    this.stacks = stacks.map(({ stackName, terminationProtection }) => ({
      name: stackName,
      terminationProtection,
    }))
    this.templates = stacks.map((stack) => stack.template)
    const parsed = stacks.map((stack) => ({ name: stack.stackName, ...template.parse(stack.template) }))
    this.outputs = parsed.flatMap(({ Outputs }) => Object.keys(Outputs))
    this.resources = parsed.flatMap(({ name, Resources }) =>
      Object.entries(Resources).map(([id, it]) => ({
        id,
        stack: name,
        type: it.Type,
        properties: it.Properties,
        deletionPolicy: it.DeletionPolicy,
        updateReplacePolicy: it.UpdateReplacePolicy,
        dependsOn: it.DependsOn,
      })),
    )
  }

  /** The resources of a type; their properties must be as the schema says. Fails if there are none. */
  of<Schema extends z.ZodType>(type: string, schema: Schema): Resource<z.output<Schema>>[] {
    const found = this.resources.filter((resource) => resource.type === type)
    if (found.length === 0) throw new Error(`No resource is a ${type}.`)
    return found.map((it) => ({ ...it, properties: parseProperties(schema, it) }))
  }
}

function parseProperties<Schema extends z.ZodType>(
  schema: Schema,
  { id, properties }: Resource,
): z.output<Schema> {
  const result = schema.safeParse(properties)
  if (result.success) return result.data
  throw new Error(`${id}: ${z.prettifyError(result.error)}`)
}

/** A configuration with nothing left out that the stage `test` needs. */
export function testConfig(changes: Record<string, unknown> = {}): Config {
  const settings = { storeId: 'shop', allowedOrigins: ['https://shop.example'], ...changes }
  return parseConfig({ stages: { test: settings } }, 'test', specialists)
}

/** Synthesizes without bundling into a folder that is gone afterwards. `report` is what the validations found. */
export async function synthesizeTemplates(options: Omit<SynthesizeOptions, 'outdir'> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'switchboard-test-'))
  try {
    const without = { bundles: noBundles, widget: noWidget }
    const { stacks } = await synthesize({ config: testConfig(), ...without, ...options, outdir })
    const templates = new Templates(stacks)
    const report: unknown = options.validate
      ? JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'))
      : undefined
    return { templates, report }
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

/** The logical id that a `Ref` or `Fn::GetAtt` points at. */
export const reference = z
  .union([
    z.object({ Ref: z.string() }).transform((it) => it.Ref),
    z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((it) => it['Fn::GetAtt'][0]),
  ])
  .describe('a Ref or Fn::GetAtt')
