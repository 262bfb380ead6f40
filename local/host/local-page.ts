import type { Mount } from './rest-server.ts'

/** Serves rows to whoever is on this machine, newest first: `GET` of the path. */
export function localPage(path: string, rows: readonly unknown[]): Mount {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== path) return false
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    response.end(`${JSON.stringify({ data: rows.toReversed() }, null, 2)}\n`)
    return true
  }
}

/** Asks one after the other whether it serves the request. */
export function firstOf(mounts: readonly Mount[]): Mount {
  return async (request, response) => {
    for (const mount of mounts) if (await mount(request, response)) return true
    return false
  }
}
