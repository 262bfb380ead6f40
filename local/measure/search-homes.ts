import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as z from 'zod'
import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import { catalogueIndex } from '../../functions/agents/product/catalogue-index.ts'
import { catalogueSearch } from '../../functions/agents/product/search.ts'
import { wordsOf } from '../../functions/agents/product/words.ts'
import type { Product } from '../../functions/core/store.ts'
import { askAll, knownItemQuestions, typicalQuestions, withTypingError } from './search-questions.ts'
import { unpackSnapshot } from './search-snapshot.ts'
import { countingClient, readSnapshot } from './search-table.ts'

/** Where the index could live; `variants` is one entry a variant in place of one a product, built in memory. */
export const homes = ['memory', 'variants', 'snapshot'] as const
export type Home = (typeof homes)[number]

const answered = z.object({ p50: z.number(), p99: z.number(), found: z.number() })

export const homeFigures = z.object({
  requests: z.number(),
  /** Bytes on the wire. */
  bytes: z.number(),
  /** Milliseconds until everything is read, and from there until it can be searched. */
  readMs: z.number(),
  readyMs: z.number(),
  /** Milliseconds of processor for both. */
  cpuMs: z.number(),
  /** MB that stay: catalogue and index. */
  heapMb: z.number(),
  /** MB at the peak, the whole process. */
  peakMb: z.number(),
  questions: z
    .object({ typical: answered, mistyped: answered, knownItem: answered, knownItemMistyped: answered })
    .optional(),
})
export type HomeFigures = z.infer<typeof homeFigures>

/** Reads the catalogue of the table, makes it searchable and asks. Run it in a process of its own: it measures that. */
export async function measureHome(
  home: Home,
  source: { readonly endpoint: string; readonly table: string },
  questions: { readonly count: number; readonly seed: number },
): Promise<HomeFigures> {
  const counting = countingClient(source.endpoint)
  const store = dynamoDbStore({ client: counting.client, table: source.table })
  const heapBefore = heapInUse()
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  const read = home === 'snapshot' ? await readSnapshot(counting, source.table) : await store.catalogue()
  const readAt = performance.now()
  const ready = makeSearchable(home, read)
  const readyAt = performance.now()
  const { user, system } = process.cpuUsage(cpuBefore)
  const peakMb = process.resourceUsage().maxRSS / 1024
  const heapMb = heapInUse() - heapBefore
  counting.client.destroy()
  if (ready.products.length === 0) throw new Error(`The table ${source.table} has no products.`)
  return {
    ...counting.received,
    readMs: readAt - start,
    readyMs: readyAt - readAt,
    cpuMs: (user + system) / 1000,
    heapMb,
    peakMb,
    ...(home === 'memory' && { questions: ask(ready.products, questions) }),
  }
}

function makeSearchable(home: Home, read: Buffer | readonly Product[]) {
  if (Buffer.isBuffer(read)) return unpackSnapshot(read)
  if (home === 'memory') return { products: read, index: catalogueSearch(read) }
  const single = read.flatMap((it) => it.variants.map((variant) => ({ ...it, variants: [variant] })))
  return { products: read, index: catalogueIndex(single, wordsOf).index }
}

function ask(
  products: readonly Product[],
  { count, seed }: { readonly count: number; readonly seed: number },
) {
  const search = catalogueSearch(products)
  const typical = typicalQuestions(products, count, seed)
  const knownItem = knownItemQuestions(products, count, seed)
  askAll(search, typicalQuestions(products, 50, seed + 1))
  return {
    typical: askAll(search, typical),
    mistyped: askAll(search, withTypingError(typical, seed)),
    knownItem: askAll(search, knownItem),
    knownItemMistyped: askAll(search, withTypingError(knownItem, seed)),
  }
}

/** MB in use once everything is collected that can be. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed / 1e6
}
