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
  const greedy = candidates.filter((route) => route.endsWith(GREEDY)).toSorted((a, b) => b.length - a.length)
  for (const route of greedy) {
    const prefix = route.slice(route.indexOf(' ') + 1, -GREEDY.length)
    if (path.startsWith(prefix) && path !== prefix)
      return { routeKey: route, pathParameters: { proxy: decoded(path.slice(prefix.length)) } }
  }
  return undefined
}

/** Which of two routes that match one path comes first: an exact one, then that with more before `{proxy+}`. */
export function precedence({ routeKey }: Match): number {
  return routeKey.endsWith(GREEDY) ? routeKey.length : Number.POSITIVE_INFINITY
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
