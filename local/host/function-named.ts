import type { HostedFunction } from './hosted-function.ts'

/** Finds a function by its name or logical id, or by an unambiguous beginning of that. */
export function functionNamed(functions: HostedFunction[], name: string): HostedFunction {
  const exact = functions.find(({ settings }) => settings.name === name || settings.logicalId === name)
  const [candidate, ...others] = functions.filter(({ settings }) => settings.logicalId.startsWith(name))
  const found = exact ?? (others.length === 0 ? candidate : undefined)
  if (found !== undefined) return found
  const names = functions.map(({ settings }) => settings.logicalId).join(', ')
  throw new Error(`No function, or more than one, is called ${name}. There are: ${names}`)
}
