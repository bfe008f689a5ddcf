export type Match = { readonly routeKey: string; readonly pathParameters?: Readonly<Record<string, string>> }

/** The one of several functions whose route fits a request best, as API Gateway chooses it: an exact path, else the longest one. */
export function bestRoute<T extends { readonly routes: readonly string[] }>(
  functions: readonly T[],
  method: string,
  path: string,
): { readonly match: Match; readonly of: T } | undefined {
  const found = functions.flatMap((of) => {
    const match = matchRoute(of.routes, method, path)
    return match ? [{ match, of }] : []
  })
  const length = ({ match: { routeKey, pathParameters } }: { readonly match: Match }) =>
    pathParameters ? routeKey.length : Number.POSITIVE_INFINITY
  return found.toSorted((a, b) => length(b) - length(a) || 0)[0]
}

const GREEDY = '{proxy+}'

/**
 * The route of a request as API Gateway chooses it: an exact path before a greedy one. `/{proxy+}` matches everything
 * below `/` but not `/` itself.
 */
export function matchRoute(routes: readonly string[], method: string, path: string): Match | undefined {
  const candidates = routes.filter((route) => route.startsWith(`${method} `))
  const exact = candidates.find((route) => route === `${method} ${path}`)
  if (exact) return { routeKey: exact }
  const greedy = candidates.filter((route) => route.endsWith(GREEDY)).toSorted((a, b) => b.length - a.length)
  for (const route of greedy) {
    const prefix = route.slice(route.indexOf(' ') + 1, -GREEDY.length)
    if (path.startsWith(prefix) && path !== prefix)
      return { routeKey: route, pathParameters: { proxy: decoded(path.slice(prefix.length)) } }
  }
  return undefined
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
