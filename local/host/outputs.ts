import type { Assembly } from './assembly.ts'
import type { Resolver } from './resolve.ts'

/** Every stack's outputs, by stack and name, as `localise` makes them: an address on AWS is a local one here. */
export function computeOutputs(
  assembly: Assembly,
  resolver: Resolver,
  localise: (output: string) => string,
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    assembly.stacks.map(({ name }) => {
      const outputs = Object.entries(resolver.outputs(name))
      return [name, Object.fromEntries(outputs.map(([key, value]) => [key, localise(value)]))]
    }),
  )
}
