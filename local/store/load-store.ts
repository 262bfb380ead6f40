import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { orderRecord, productRecord, type StoreFiles, userRecord } from '../../functions/core/store-format.ts'
import { contradictions } from './contradictions.ts'

const mostShown = 20

/**
 * Reads users.json, orders.json and products.json of a folder. Throws one error that names every file and record
 * that is not of the store's format or contradicts another one (the first 20 of them).
 */
export function loadStore(directory: string): StoreFiles {
  const users = readRecords(directory, 'users.json', userRecord)
  const orders = readRecords(directory, 'orders.json', orderRecord)
  const products = readRecords(directory, 'products.json', productRecord)
  const malformed = [users, orders, products].flatMap(({ problems }) => problems)
  const files = { users: users.records, orders: orders.records, products: products.records }
  const problems = malformed.length > 0 ? malformed : contradictions(files)
  if (problems.length > 0) throw new Error(report(directory, problems))
  return files
}

function readRecords<Schema extends z.ZodType>(directory: string, file: string, schema: Schema) {
  const raw = z.record(z.string(), z.unknown()).safeParse(readJson(directory, file))
  if (!raw.success) {
    return { records: {}, problems: [`${file} must be an object of records, keyed by id`] }
  }
  const records: Record<string, z.infer<Schema>> = {}
  const problems: string[] = []
  for (const [id, value] of Object.entries(raw.data)) {
    const parsed = schema.safeParse(value)
    if (parsed.success) records[id] = parsed.data
    else problems.push(...parsed.error.issues.map((it) => `${file}, ${id}${pathOf(it)}: ${it.message}`))
  }
  return { records, problems }
}

function readJson(directory: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'))
  } catch (error) {
    throw new Error(`${join(directory, file)} cannot be read as JSON: ${String(error)}`, { cause: error })
  }
}

function pathOf({ path }: { readonly path: readonly PropertyKey[] }): string {
  return path.length === 0 ? '' : `, ${path.map(String).join('.')}`
}

function report(directory: string, problems: readonly string[]): string {
  const shown = problems.slice(0, mostShown).map((it) => `- ${it}`)
  const more = problems.length - shown.length
  return [
    `The store's data in ${directory} has ${problems.length} problem(s); correct them and load it again.`,
    ...shown,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n')
}
