import * as z from 'zod'
import type { Assembly, Resource, Stack } from './assembly.ts'
import { attributeOf, type Place, refOf } from './attributes.ts'

export type Resolver = {
  /** The value of any piece of a stack's template, with every intrinsic function computed. Throws on one it does not know. */
  value: (stack: string, piece: unknown) => unknown
  /** The resource's properties, computed. */
  properties: (resource: Resource) => unknown
  /** One stack's outputs, by name. */
  outputs(stack: string): Record<string, string>
}

export function createResolver(assembly: Assembly, place: Place): Resolver {
  const stacks = new Map(assembly.stacks.map((stack) => [stack.name, stack]))
  const stackNamed = (name: string): Stack => {
    const stack = stacks.get(name)
    if (stack === undefined)
      throw new Error(
        `No stack named ${name} in the synthesized app. It has: ${[...stacks.keys()].join(', ')}`,
      )
    return stack
  }

  const value = (stack: string, piece: unknown): unknown => {
    if (Array.isArray(piece)) {
      return piece.map((each) => value(stack, each)).filter((each) => each !== noValue)
    }
    if (typeof piece !== 'object' || piece === null) return piece
    const entries = Object.entries(piece)
    const [only] = entries
    if (entries.length === 1 && only !== undefined) {
      const [name, argument] = only
      if (name === 'Ref') return reference(stackNamed(stack), z.string().parse(argument))
      if (name.startsWith('Fn::')) return intrinsic(stackNamed(stack), name, argument)
    }
    return Object.fromEntries(
      entries.map(([key, each]) => [key, value(stack, each)]).filter(([, each]) => each !== noValue),
    )
  }

  const text = (stack: Stack, piece: unknown): string => asText(value(stack.name, piece), stack, piece)

  const reference = (stack: Stack, name: string): unknown => {
    const pseudo = pseudoParameters(stack.name, place)[name]
    if (pseudo !== undefined) return pseudo
    const resource = stack.resources.get(name)
    if (resource !== undefined) return refOf(resource, place, (piece) => value(stack.name, piece))
    const parameter = stack.parameters.get(name)
    if (parameter?.defaultValue !== undefined) return parameter.defaultValue
    throw new Error(
      `${stack.name} refers to ${name}, which it does not declare and which has no default value.`,
    )
  }

  const attribute = (stack: Stack, name: string, key: string): string => {
    const resource = stack.resources.get(name)
    if (resource === undefined)
      throw new Error(`${stack.name} asks for ${name}.${key}, but declares no ${name}.`)
    return attributeOf(resource, key, place, (piece) => value(stack.name, piece))
  }

  const output = (stack: Stack, name: string): string => {
    const found = stack.outputs.get(name)
    if (found === undefined) throw new Error(`${stack.name} has no output ${name}.`)
    return text(stack, found.value)
  }

  const imported = (name: string): string => {
    for (const stack of assembly.stacks)
      for (const [key, { exportName }] of stack.outputs)
        if (exportName !== undefined && text(stack, exportName) === name) return output(stack, key)
    throw new Error(`No stack exports ${name}.`)
  }

  const intrinsic = (stack: Stack, name: string, argument: unknown): unknown => {
    switch (name) {
      case 'Fn::GetAtt': {
        const [id, key] =
          typeof argument === 'string'
            ? splitOnce(argument)
            : z.tuple([z.string(), z.string()]).parse(argument)
        return attribute(stack, id, key)
      }
      case 'Fn::Join': {
        const [separator, list] = z.tuple([z.string(), z.unknown()]).parse(argument)
        const parts = z.array(z.unknown()).parse(value(stack.name, list))
        return parts.map((part) => asText(part, stack, argument)).join(separator)
      }
      case 'Fn::Sub':
        return substitute(stack, argument)
      case 'Fn::Select': {
        const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument)
        return z.array(z.unknown()).parse(value(stack.name, list))[index]
      }
      case 'Fn::Split': {
        const [separator, source] = z.tuple([z.string(), z.unknown()]).parse(argument)
        return text(stack, source).split(separator)
      }
      case 'Fn::ImportValue':
        return imported(text(stack, argument))
      case 'Fn::GetStackOutput': {
        const { StackName, OutputName } = z
          .object({ StackName: z.unknown(), OutputName: z.string() })
          .parse(argument)
        return output(stackNamed(text(stack, StackName)), OutputName)
      }
      default:
        throw new Error(`The local host cannot compute ${name} in ${stack.name}: ${JSON.stringify(argument)}`)
    }
  }

  const substitute = (stack: Stack, argument: unknown): string => {
    const [pattern, names] =
      typeof argument === 'string'
        ? [argument, {}]
        : z.tuple([z.string(), z.record(z.string(), z.unknown())]).parse(argument)
    const given: Record<string, unknown> = names
    return pattern.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
      if (key.startsWith('!')) return `\${${key.slice(1)}}`
      if (key in given) return text(stack, given[key])
      return key.includes('.')
        ? attribute(stack, ...splitOnce(key))
        : asText(reference(stack, key), stack, key)
    })
  }

  return {
    value,
    properties: (resource) => value(resource.stack, resource.properties),
    outputs: (name) => {
      const stack = stackNamed(name)
      return Object.fromEntries([...stack.outputs.keys()].map((key) => [key, output(stack, key)]))
    },
  }
}

const noValue = Symbol('AWS::NoValue')

function pseudoParameters(stack: string, place: Place): Record<string, unknown> {
  return {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': noValue,
  }
}

function asText(value: unknown, stack: Stack, piece: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`Expected text in ${stack.name} at ${JSON.stringify(piece)}, got ${JSON.stringify(value)}.`)
}

function splitOnce(path: string): [string, string] {
  const dot = path.indexOf('.')
  return [path.slice(0, dot), path.slice(dot + 1)]
}
