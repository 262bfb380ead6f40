import { invalid } from '../api-error.ts'

/** What a strict schema costs of the limits of one request. */
export interface SchemaCost {
  readonly optionals: number
  readonly unions: number
}

/**
 * The subset of JSON schema that strict tools and `output_config.format` accept. Throws a 400 with `where` in front:
 * `output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false`.
 */
export function checkStrictSchema(schema: Record<string, unknown>, where: string): SchemaCost {
  const cost = { optionals: 0, unions: 0 }
  const definitions = { ...record(schema.$defs), ...record(schema.definitions) }
  for (const [name, definition] of Object.entries(definitions)) {
    if (reaches(definition, name, definitions)) {
      throw invalid(`${where}: Recursive schemas are not supported: '${name}' refers to itself`)
    }
  }
  walk(schema, where, cost)
  return cost
}

const unsupported: Record<string, readonly string[]> = {
  object: ['minProperties', 'maxProperties', 'patternProperties', 'propertyNames', 'unevaluatedProperties'],
  array: ['maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains', 'prefixItems'],
  string: ['minLength', 'maxLength'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
}
const unsupportedAnywhere = ['oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependentRequired']
const children = ['properties', '$defs', 'definitions']

function walk(node: unknown, where: string, cost: { optionals: number; unions: number }): void {
  const schema = record(node)
  for (const key of unsupportedAnywhere) {
    if (key in schema) throw invalid(`${where}: Schema type '${key}' is not supported`)
  }
  if (typeof schema.$ref === 'string' && !schema.$ref.startsWith('#/')) {
    throw invalid(`${where}: External $ref '${schema.$ref}' is not supported`)
  }
  const types = [schema.type].flat().filter((it) => typeof it === 'string')
  for (const type of types) checkType(schema, type, where)
  if (types.length > 1 || 'anyOf' in schema) cost.unions += 1
  if (types.includes('object')) {
    const required = Array.isArray(schema.required) ? schema.required : []
    cost.optionals += Object.keys(record(schema.properties)).filter((it) => !required.includes(it)).length
  }
  for (const key of children) {
    for (const child of Object.values(record(schema[key]))) walk(child, where, cost)
  }
  for (const child of [schema.items, schema.anyOf, schema.allOf].flat()) {
    if (child !== undefined) walk(child, where, cost)
  }
}

function checkType(schema: Record<string, unknown>, type: string, where: string): void {
  const bad = (unsupported[type] ?? []).filter((it) => it in schema)
  if (bad.length > 0) {
    throw invalid(`${where}: For '${type}' type, properties ${bad.join(', ')} are not supported`)
  }
  if (type === 'object' && schema.additionalProperties !== false) {
    throw invalid(`${where}: For 'object' type, 'additionalProperties' must be explicitly set to false`)
  }
  if (type === 'array' && schema.minItems !== undefined && schema.minItems !== 0 && schema.minItems !== 1) {
    throw invalid(`${where}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`)
  }
  if (typeof schema.pattern === 'string' && /\(\?<?[=!]|\\[1-9]|\\[bB]/.test(schema.pattern)) {
    throw invalid(
      `${where}: pattern '${schema.pattern}' is not supported: no look-around, back-references or word boundaries`,
    )
  }
}

/** Whether a definition leads back to `name` through local references. */
function reaches(
  node: unknown,
  name: string,
  definitions: Record<string, unknown>,
  seen = new Set<string>(),
): boolean {
  if (Array.isArray(node)) return node.some((it) => reaches(it, name, definitions, seen))
  if (node === null || typeof node !== 'object') return false
  return Object.entries(node).some(([key, value]) => {
    if (key !== '$ref' || typeof value !== 'string') return reaches(value, name, definitions, seen)
    const target = value.split('/').at(-1) ?? ''
    if (target === name || value === '#') return true
    if (seen.has(target)) return false
    seen.add(target)
    return reaches(definitions[target], name, definitions, seen)
  })
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}
