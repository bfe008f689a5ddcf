export type Match = { readonly routeKey: string; readonly pathParameters?: Readonly<Record<string, string>> }

const GREEDY = '{proxy+}'

/**
 * The route of a request as API Gateway chooses it: an exact path before a greedy one. `/{proxy+}` matches everything
 * below `/` but not `/` itself.
 */
export function matchRoute(routes: readonly string[], method: string, path: string): Match | undefined {
  const candidates = routes.filter((route) => route.startsWith(`${method} `))
  const exact = candidates.find((route) => route === `${method} ${path}`)
  if (exact) return { routeKey: exact }
  for (const route of candidates.filter((route) => route.endsWith(GREEDY))) {
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
