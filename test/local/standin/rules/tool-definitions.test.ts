import { describe, it } from 'vitest'
import { type Body, format, object, rawRequests, strict, tool } from '../support/raw-requests.ts'

const { rejects } = rawRequests()

const deep = object(
  { again: { $ref: '#/$defs/node' } },
  { $defs: { node: object({ again: { $ref: '#/$defs/node' } }) } },
)
const link = (name: string) => ({ $ref: `#/$defs/${name}` })
const many = (count: number, schema: unknown) =>
  object(Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema])))

describe('tools are rejected for', () => {
  it.each<[string, Body, string]>([
    [
      'their name',
      { tools: [tool({ name: 'look up' })] },
      "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    ],
    ['the same name twice', { tools: [tool(), tool()] }, 'tools: Tool names must be unique.'],
    ['a missing schema', { tools: [{ name: 'look' }] }, 'tools.0.custom.input_schema: Field required'],
    [
      'a schema without type',
      { tools: [tool({ input_schema: {} })] },
      'tools.0.custom.input_schema.type: Field required',
    ],
    [
      'a schema of another type',
      { tools: [tool({ input_schema: { type: 'array' } })] },
      "tools.0.custom.input_schema.type: Input should be 'object'",
    ],
    [
      'a union at the root',
      { tools: [tool({ input_schema: { type: 'object', anyOf: [] } })] },
      'tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level',
    ],
    [
      'a property key',
      { tools: [tool({ input_schema: object({ 'my key': {} }) })] },
      "tools.0.custom.input_schema.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'",
    ],
    [
      'an unknown field',
      { tools: [tool({ parameters: {} })] },
      'tools.0.custom.parameters: Extra inputs are not permitted',
    ],
  ])('%s', rejects)
})

describe('strict schemas are rejected for', () => {
  it.each<[string, Body, string]>([
    [
      'open objects',
      strict({ type: 'object', properties: {} }),
      "tools.0.custom: For 'object' type, 'additionalProperties' must be explicitly set to false",
    ],
    [
      'open objects inside',
      format(object({ a: { type: 'array', items: { type: 'object' } } })),
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    ],
    [
      'open objects that may be null',
      format(object({ a: { type: ['object', 'null'] } })),
      "'additionalProperties' must be explicitly set to false",
    ],
    [
      'bounds of numbers',
      strict(object({ a: { type: 'integer', minimum: 0, maximum: 9 } })),
      "For 'integer' type, properties minimum, maximum are not supported",
    ],
    [
      'lengths of texts',
      strict(object({ a: { type: 'string', minLength: 1 } })),
      "For 'string' type, properties minLength are not supported",
    ],
    [
      'lengths of lists',
      strict(object({ a: { type: 'array', items: {}, maxItems: 3 } })),
      "For 'array' type, properties maxItems are not supported",
    ],
    [
      'a least number of items',
      strict(object({ a: { type: 'array', items: {}, minItems: 2 } })),
      "For 'array' type, 'minItems' values other than 0 or 1 are not supported",
    ],
    ['oneOf', strict(object({ a: { oneOf: [{ type: 'string' }] } })), "Schema type 'oneOf' is not supported"],
    ['recursion', format(deep), "Recursive schemas are not supported: 'node' refers to itself"],
    [
      'recursion behind a reference',
      format(
        object(
          { a: link('a') },
          {
            $defs: { a: object({ b: link('b') }), b: object({ c: link('c') }), c: object({ b: link('b') }) },
          },
        ),
      ),
      "Recursive schemas are not supported: 'b' refers to itself",
    ],
    [
      'references to elsewhere',
      format(object({ a: { $ref: 'https://x.org/y.json' } })),
      "External $ref 'https://x.org/y.json' is not supported",
    ],
    [
      'look-ahead',
      format(object({ a: { type: 'string', pattern: '^(?=x)' } })),
      'no look-around, back-references or word boundaries',
    ],
    [
      'too many optional parameters',
      strict({ ...many(25, { type: 'string' }), required: [] }),
      'too many optional parameters (25)',
    ],
    [
      'too many unions',
      strict(many(17, { type: ['string', 'null'] })),
      'too many parameters with union types (17)',
    ],
    [
      'too many strict tools',
      { tools: Array.from({ length: 21 }, (_, it) => tool({ name: `t${it}`, strict: true })) },
      'at most 20 strict tools',
    ],
  ])('%s', rejects)
})
