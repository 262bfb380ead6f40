import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import * as z from 'zod'

const cpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).default([]),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
})
type CpuProfile = z.infer<typeof cpuProfile>
type Node = CpuProfile['nodes'][number]

export interface Profiling {
  /** Writes a `.cpuprofile` of every thread into the directory; what cost most, by thread and package. */
  stop(directory: string): Promise<Costs[]>
}

/** Milliseconds of one kind of thread, without its idle time. */
export interface Costs {
  readonly thread: string
  readonly totalMs: number
  /** See `ownerOf`. */
  readonly byOwner: ReadonlyMap<string, number>
  readonly byFunction: ReadonlyMap<string, number>
}

export async function startProfiling(
  workers: ReadonlySet<Worker>,
  nameOf: (threadName: string) => string,
): Promise<Profiling> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  const handles = await Promise.all(
    [...workers].map(async (worker) => ({
      thread: nameOf(worker.threadName ?? ''),
      handle: await worker.startCpuProfile(),
    })),
  )
  return {
    async stop(directory) {
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      const all = [{ thread: 'host', text: JSON.stringify(profile) }]
      for (const { thread, handle } of handles) all.push({ thread, text: await handle.stop() })
      await mkdir(directory, { recursive: true })
      for (const [index, { thread, text }] of all.entries())
        await writeFile(join(directory, `${thread}-${index}.cpuprofile`), text)
      const threads = [...new Set(all.map(({ thread }) => thread))]
      return threads.map((thread) =>
        costsOf(
          thread,
          all.filter((each) => each.thread === thread).map(({ text }) => cpuProfile.parse(JSON.parse(text))),
        ),
      )
    },
  }
}

function costsOf(thread: string, profiles: readonly CpuProfile[]): Costs {
  const byOwner = new Map<string, number>()
  const byFunction = new Map<string, number>()
  let totalMs = 0
  for (const { nodes, samples, timeDeltas } of profiles) {
    const byId = new Map(nodes.map((node) => [node.id, node]))
    const parents = new Map(
      nodes.flatMap(({ id, children }) => children.map((child) => [child, byId.get(id)])),
    )
    const named = new Map<number, { owner: string; called: string }>()
    for (const node of nodes) {
      const stack: Place[] = []
      for (let each: Node | undefined = node; each; each = parents.get(each.id))
        stack.push(placeOf(each.callFrame))
      const called = `${node.callFrame.functionName || '(anonymous)'} ${stack[0]?.path ?? ''}`
      named.set(node.id, { owner: ownerOf(stack, node.callFrame.functionName), called })
    }
    for (const [index, id] of samples.entries()) {
      const { owner, called } = named.get(id) ?? { owner: '(idle)', called: '' }
      if (owner === '(idle)' || owner === '(root)') continue
      const ms = (timeDeltas[index] ?? 0) / 1000
      totalMs += ms
      byOwner.set(owner, (byOwner.get(owner) ?? 0) + ms)
      byFunction.set(called, (byFunction.get(called) ?? 0) + ms)
    }
  }
  return { thread, totalMs, byOwner: ordered(byOwner), byFunction: ordered(byFunction) }
}

/** These call everything else, so that nothing is theirs but what they do themselves. */
const wrappers = /^(@middy|@aws-lambda-powertools)/

/**
 * Who caused it: the outermost package, with all that Node does for it; else the innermost folder of this repository;
 * else the part of Node that called back.
 */
function ownerOf(stack: readonly Place[], functionName: string): string {
  const outermost = stack.findLast(({ kind, name }) => kind === 'package' && !wrappers.test(name))
  const innermost = stack.find(({ kind }) => kind === 'package' || kind === 'ours')
  const inNode = stack.find(({ kind }) => kind === 'node')
  if (functionName.startsWith('(') && functionName !== '(anonymous)') return functionName
  return (outermost ?? innermost ?? inNode)?.name ?? functionName
}

function ordered(costs: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...costs].toSorted(([, a], [, b]) => b - a))
}

const bundles = new Map<string, { line: number; path: string }[]>()

interface Place {
  readonly kind: 'package' | 'ours' | 'node' | 'built-in'
  /** The package, or the folder of this repository. */
  readonly name: string
  readonly path: string
}

/** In a readable bundle its comments tell where a line is from. */
function placeOf({ url, lineNumber, functionName }: Node['callFrame']): Place {
  if (url === '') return { kind: 'built-in', name: functionName, path: '' }
  if (url.startsWith('node:')) {
    const name = url.replace(/^(node:internal\/deps\/\w+|node:internal\/\w+|node:\w+).*/, '$1')
    return { kind: 'node', name, path: url }
  }
  const file = url.startsWith('file:') ? fileURLToPath(url) : url
  const path = file.endsWith('handler.mjs') ? sourceOf(file, lineNumber) : file
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)/.exec(path)
  if (inPackage) return { kind: 'package', name: inPackage[1] ?? '', path: `${inPackage[1]}/${inPackage[2]}` }
  const folder = /(?:functions|local)\/\w+|\b(?:core|adapters|agents|api|relay|merge)\b/.exec(path)?.[0]
  return { kind: 'ours', name: folder ?? basename(path), path: basename(path) }
}

function sourceOf(bundle: string, line: number): string {
  const pieces = bundles.get(bundle) ?? piecesOf(bundle)
  bundles.set(bundle, pieces)
  return pieces.findLast((piece) => piece.line <= line)?.path ?? bundle
}

function piecesOf(bundle: string): { line: number; path: string }[] {
  return readFileSync(bundle, 'utf8')
    .split('\n')
    .flatMap((text, line) => {
      const path = /^ *\/\/ ([\w./@+-]+\.(?:m|c)?[jt]s)$/.exec(text)?.[1]
      return path === undefined ? [] : [{ line, path }]
    })
}
