import findMyWay from 'find-my-way'
import type { RestApi, Route } from './rest-declaration.ts'

export type Match = { route: Route; path: string; stage: string; pathParameters: Record<string, string> }

/** Finds the declared route of a request. The stage may stand before the path, as on AWS, or be left out. */
export function createRouteTable(
  api: RestApi | undefined,
): (method: string, path: string) => Match | undefined {
  const router = findMyWay({ maxParamLength: 2000 })
  const routes = new Map<unknown, Route>()
  const explicitFirst = [...(api?.routes ?? [])].sort(
    (a, b) => Number(a.method === 'ANY') - Number(b.method === 'ANY'),
  )
  for (const route of explicitFirst) {
    const pattern = route.path.replace(/\{\w+\+\}$/, '*').replace(/\{(\w+)\}/g, ':$1')
    const handler = (): void => {}
    routes.set(handler, route)
    for (const method of verbs)
      if ((route.method === method || route.method === 'ANY') && !router.hasRoute(method, pattern))
        router.on(method, pattern, handler)
  }
  const [firstStage = ''] = api?.stages ?? []

  const find = (method: string, path: string, stage: string): Match | undefined => {
    const verb = verbs.find((each) => each === method)
    const found = verb === undefined ? null : router.find(verb, path)
    const route = routes.get(found?.handler)
    if (found === null || route === undefined) return undefined
    return { route, path, stage, pathParameters: namedParameters(found.params, route) }
  }

  return (method, path) => {
    const stage = api?.stages.find((each) => path === `/${each}` || path.startsWith(`/${each}/`))
    const inStage = stage === undefined ? undefined : find(method, path.slice(stage.length + 1) || '/', stage)
    return inStage ?? find(method, path, firstStage)
  }
}

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const

/** The router calls the rest of the path `*`; the route has a name for it. */
function namedParameters(params: Record<string, string | undefined>, route: Route): Record<string, string> {
  const rest = /\{(\w+)\+\}$/.exec(route.path)?.[1]
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) =>
      value === undefined ? [] : [[key === '*' && rest !== undefined ? rest : key, value]],
    ),
  )
}
