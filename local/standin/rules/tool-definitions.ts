import { invalid } from '../api-error.ts'
import type { Prompt } from '../messages-request.ts'
import { checkStrictSchema, type SchemaCost } from './schema-subset.ts'

/** The rules about `tools` and `output_config.format`, and the limits on strict schemas of one request. */
export function checkToolDefinitions(prompt: Prompt): void {
  const tools = prompt.tools ?? []
  const names = tools.map((it) => it.name)
  if (new Set(names).size < names.length) throw invalid('tools: Tool names must be unique.')

  const costs: SchemaCost[] = []
  tools.forEach((tool, index) => {
    const where = `tools.${index}.custom`
    checkInputSchema(tool.input_schema, `${where}.input_schema`)
    if (tool.strict === true) costs.push(checkStrictSchema(tool.input_schema, where))
  })
  if (costs.length > 20) throw invalid(`tools: at most 20 strict tools are supported. Found ${costs.length}.`)
  const format = prompt.output_config?.format
  if (format !== undefined && format !== null) {
    costs.push(checkStrictSchema(format.schema, 'output_config.format.schema'))
  }
  checkLimit(costs, 'optionals', 24, 'optional parameters')
  checkLimit(costs, 'unions', 16, 'parameters with union types')
}

function checkInputSchema(schema: Record<string, unknown>, where: string): void {
  if ('oneOf' in schema || 'anyOf' in schema || 'allOf' in schema) {
    throw invalid(`${where}: input_schema does not support oneOf, allOf, or anyOf at the top level`)
  }
  for (const key of Object.keys(schema.properties ?? {})) {
    if (!/^[a-zA-Z0-9_.-]{1,64}$/.test(key)) {
      throw invalid(`${where}.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'`)
    }
  }
}

function checkLimit(costs: readonly SchemaCost[], key: keyof SchemaCost, limit: number, what: string): void {
  const total = costs.reduce((sum, it) => sum + it[key], 0)
  if (total > limit) {
    throw invalid(`Schemas contain too many ${what} (${total}), the limit for strict schemas is ${limit}.`)
  }
}
