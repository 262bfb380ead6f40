import type { Mount } from './rest-server.ts'
import type { HostedTable } from './tables.ts'

/** Tells whoever is on this machine where the engines of the running system are: `GET /local`. */
export function whereabouts(given: {
  endpoints: Record<string, string>
  region: string
  tables: HostedTable[]
}): Mount {
  const tables = given.tables.map(({ name }) => name)
  const memoryTable = tables.find((name) => name.includes('MemoryTable'))
  const page = { ...given.endpoints, region: given.region, memoryTable, tables }
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/local') return false
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    response.end(`${JSON.stringify(page, null, 2)}\n`)
    return true
  }
}
