import { describe, expect, test } from 'vitest'
import { type Import, importsOf, sources } from './imports.ts'

const files = sources()
const all = files.flatMap(importsOf)

/** What a part may import. A part is the first pattern that a file matches. */
const law: readonly { readonly part: string; readonly files: RegExp; readonly may: readonly RegExp[] }[] = [
  { part: 'test', files: /^test\//, may: [/./] },
  { part: 'local', files: /^local\//, may: [/^(?!test\/)/] },
  { part: 'core', files: /^functions\/core\//, may: [/^functions\/core\//, /^zod$/] },
  {
    part: 'specialists.ts',
    files: /^functions\/agents\/specialists\.ts$/,
    may: [/^functions\/agents\/[a-z]+\/card\.ts$/, /^functions\/core\//],
  },
  {
    part: 'handler',
    files: /^functions\/(agents\/[a-z]+|merge|relay|socket|api)\/handler\.ts$/,
    may: [/^functions\//, /^@middy\//, /^@aws-lambda-powertools\//, /^aws-lambda$/, /^zod$/],
  },
  {
    part: 'api',
    files: /^functions\/api\//,
    may: [/^functions\/(api|core)\//, /^zod$/, /^jose$/, /^aws-lambda$/, /^node:crypto$/],
  },
  {
    part: 'agent',
    files: /^functions\/agents\//,
    may: [/^functions\/(agents|core)\//, /^zod$/, /^minisearch$/],
  },
  {
    part: 'adapters',
    files: /^functions\/adapters\//,
    may: [/^functions\/(adapters|core)\//, /^(?!functions|lib|bin|local|widget|test)/],
  },
  {
    part: 'functions',
    files: /^functions\//,
    may: [/^functions\//, /^(@middy|@aws-lambda-powertools)\//, /^(zod|aws-lambda)$/],
  },
  {
    part: 'lib',
    files: /^(lib|bin)\//,
    may: [
      /^lib\//,
      /^functions\/agents\/specialists\.ts$/,
      /^functions\/core\/specialist\.ts$/,
      /^functions\/adapters\/env\.ts$/,
      /^functions\/api\/schemas\.ts$/,
      /^widget\/build\.ts$/,
      /^(?!functions|local|widget|test)/,
    ],
  },
  {
    part: 'widget',
    files: /^widget\//,
    may: [/^widget\//, /^functions\/core\/parts\.ts$/, /^(esbuild|rolldown|node:)/],
  },
]

describe('The import law', () => {
  test('is checked against the real modules, not against none', () => {
    expect(files.length).toBeGreaterThan(80)
    expect(all.length).toBeGreaterThan(300)
    expect(all).toContainEqual({ from: 'functions/core/run.ts', to: 'functions/core/tool.ts' })
  })

  test.each(law)('$part imports only what it may', ({ part, may }) => {
    const own = all.filter(({ from }) => law.find(({ files }) => files.test(from))?.part === part)
    expect(own.filter(({ to }) => !may.some((pattern) => pattern.test(to))).map(line)).toEqual([])
  })

  test('every file belongs to a part', () => {
    expect(files.filter((file) => !law.some(({ files }) => files.test(file)))).toEqual([])
  })

  test('an agent never imports another agent', () => {
    const agent = (file: string) => /^functions\/agents\/([a-z]+)\//.exec(file)?.[1]
    const across = all.filter(({ from, to }) => agent(from) && agent(to) && agent(from) !== agent(to))
    expect(across.map(line)).toEqual([])
  })

  test('vendor SDKs are imported by adapters alone', () => {
    const vendor = /^(@aws-sdk|@smithy|@anthropic-ai)\//
    const elsewhere = all.filter(
      ({ from, to }) => vendor.test(to) && !/^(functions\/adapters|local|test|lib)\//.test(from),
    )
    expect(elsewhere.map(line)).toEqual([])
  })
})

function line({ from, to }: Import): string {
  return `${from} imports ${to}`
}
