import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One import, type-only ones included: `from` and `to` are paths in the repository, or `to` is a package's name. */
export interface Import {
  readonly from: string
  readonly to: string
}

export const repository = resolve(import.meta.dirname, '../..')
const roots = ['bin', 'lib', 'functions', 'widget', 'local', 'test']

/** Every TypeScript source of the repository, as paths in it. */
export function sources(): string[] {
  return roots.flatMap((root) =>
    readdirSync(join(repository, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mts|mjs)$/.test(file))
      .map((file) => join(root, file)),
  )
}

export function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(join(repository, file), 'utf8'))
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
  )
  const source = readFileSync(join(repository, file), 'utf8')
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = source.slice(moduleRequest.start, moduleRequest.end)
    return /^['"][^'"]+['"]$/.test(literal) ? [literal.slice(1, -1)] : []
  })
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...exported,
    ...dynamic,
  ]
  return requests.map((request) => ({ from: file, to: target(file, request) }))
}

function target(file: string, request: string): string {
  if (!request.startsWith('.')) return request
  return relative(repository, resolve(repository, dirname(file), request))
}
