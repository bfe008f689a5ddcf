import { fileAt } from '#shared/pages/page-files.ts'
import type { RouteContext } from '../route.ts'

/** Serves the styles or the script, under the address that names their bytes. */
export async function file(c: RouteContext<'/file/:name'>): Promise<Response> {
  const found = await fileAt(c.env.request.path)
  return found ? c.body(found.text, 200, { 'content-type': `${found.type}; charset=UTF-8` }) : c.notFound()
}
