import { isMainThread, parentPort } from 'node:worker_threads'
import { JSDOM } from 'jsdom'
import * as z from 'zod'

/**
 * Runs ODK's own engine in a thread of its own, as it wants the global objects of a browser: told of a form (XForm) and of people
 * with their answers, it says for each of them which questions are relevant.
 */

const asked = z.object({
  xform: z.string(),
  people: z.array(z.array(z.object({ question: z.string(), value: z.union([z.string(), z.number(), z.array(z.string())]) }))),
})
export type AskedOfOdk = z.infer<typeof asked>

type Node = {
  readonly nodeType: string
  readonly currentState: { readonly reference: string; readonly relevant: boolean; readonly children?: readonly Node[] | null }
  readonly selectValue?: (value: string) => void
  readonly selectValues?: (values: readonly string[]) => void
  readonly setValue?: (value: bigint | string) => void
}

if (!isMainThread && parentPort) await answer(parentPort)

async function answer(port: NonNullable<typeof parentPort>): Promise<void> {
  const { window } = new JSDOM('', { url: 'http://localhost/' })
  for (const name of Object.getOwnPropertyNames(window)) {
    if (/^[A-Z]/.test(name) && !(name in globalThis)) Object.defineProperty(globalThis, name, { value: window[name], configurable: true })
  }
  Object.assign(globalThis, { window, document: window.document, __dirname: '/' })
  const { loadForm } = await import('@getodk/xforms-engine')
  port.on('message', (message: unknown) => {
    const { xform, people } = asked.parse(message)
    void loadForm(xform).then((form) => {
      if (form.status === 'failure') throw new Error('the engine takes no such form', { cause: form.error })
      port.postMessage(
        people.map((answers) => {
          const nodes = leavesOf(form.createInstance().root as unknown as Node)
          for (const { question, value } of answers) {
            const node = nodes.get(question)
            if (!node) throw new Error(`the form has no question ${question}`)
            if (typeof value === 'number') node.setValue?.(BigInt(value))
            else if (typeof value !== 'string') node.selectValues?.(value)
            else if (node.nodeType === 'select') node.selectValue?.(value)
            else node.setValue?.(value)
          }
          return [...nodes].filter(([, { currentState }]) => currentState.relevant).map(([name]) => name)
        }),
      )
    })
  })
}

/** Questions by the last part of their place in the form. */
function leavesOf(node: Node): Map<string, Node> {
  const { children, reference } = node.currentState
  if (!children) return new Map([[reference.split('/').at(-1) ?? '', node]])
  return new Map(children.flatMap((child) => [...leavesOf(child)]))
}
