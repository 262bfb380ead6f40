import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogueSearch } from '../../../functions/agents/product/search.ts'
import { type Engine, startDynamoDb } from '../../../local/host/dynamodb-engine.ts'
import { scaledCatalogue, thingOf } from '../../../local/measure/search-catalogue.ts'
import { homes, measureHome } from '../../../local/measure/search-homes.ts'
import {
  askAll,
  knownItemQuestions,
  typicalQuestions,
  withTypingError,
} from '../../../local/measure/search-questions.ts'
import { medians } from '../../../local/measure/search-report.ts'
import { packSnapshot, unpackSnapshot } from '../../../local/measure/search-snapshot.ts'
import { countingClient, makeTable } from '../../../local/measure/search-table.ts'

const products = scaledCatalogue(300, 1)

test('makes a catalogue of exactly so many variants, the same for the same seed', () => {
  expect(products.reduce((sum, it) => sum + it.variants.length, 0)).toBe(300)
  expect(scaledCatalogue(300, 1)).toEqual(products)
  expect(scaledCatalogue(300, 2)).not.toEqual(products)
  expect(products.map(thingOf)).toContain('Electric Kettle')
})

test('asks questions that the search can answer, and counts those that it does', () => {
  const search = catalogueSearch(products)
  const known = knownItemQuestions(products, 40, 1)
  expect(askAll(search, known).found).toBe(1)
  expect(askAll(search, typicalQuestions(products, 40, 1)).found).toBeGreaterThan(0.9)
  expect(askAll(catalogueSearch([]), known).found).toBe(0)
  const mistyped = withTypingError(known, 1)
  expect(mistyped.filter(({ text }, at) => text === known[at]?.text).length).toBeLessThan(5)
  expect(askAll(search, mistyped).found).toBeGreaterThan(0.9)
})

test('a snapshot holds the whole catalogue and its index', () => {
  const { packed } = packSnapshot(products)
  const { products: unpacked, index } = unpackSnapshot(packed)
  expect(unpacked).toEqual(products)
  expect(index.search('kettle').length).toBeGreaterThan(0)
})

describe('a table', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startDynamoDb(undefined, () => {})
    const counting = countingClient(engine.endpoint)
    await makeTable(counting, 'store', products, packSnapshot(products).packed)
    counting.client.destroy()
  })
  afterAll(() => engine.close())

  test.each(homes)('is read and measured with the index in: %s', async (home) => {
    const source = { endpoint: engine.endpoint, table: 'store' }
    const figures = await measureHome(home, source, { count: 5, seed: 1 })
    expect(figures.requests).toBe(1)
    expect(figures.bytes).toBeGreaterThan(1000)
    expect(figures.questions === undefined).toBe(home !== 'memory')
  })
})

test('takes the median of each figure by itself', () => {
  const run = { requests: 1, bytes: 1, readMs: 1, readyMs: 1, cpuMs: 1, heapMb: 1, peakMb: 1 }
  const runs = [{ ...run, readMs: 9 }, { ...run, readMs: 2, cpuMs: 7 }, run]
  expect(medians(runs)).toEqual({ ...run, readMs: 2 })
  expect(() => medians([])).toThrow('--runs')
})
