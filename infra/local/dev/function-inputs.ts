import { resolve } from 'node:path'
import { bundleFunction } from '../../bundle-function.ts'
import { keysOf } from '../../keys-of.ts'
import { type FunctionName, functions } from '../../topology.ts'

const ROOT = resolve(import.meta.dirname, '..', '..', '..')

export type FunctionInputs = {
  readonly bundle: typeof bundleFunction
  /** The functions that were last bundled from one of these files. */
  madeFrom(paths: readonly string[]): FunctionName[]
}

/** Bundles functions, and remembers which files each was made from. */
export function functionInputs(): FunctionInputs {
  const inputs = new Map<FunctionName, ReadonlySet<string>>()
  return {
    async bundle(name, folder, entry) {
      const bundle = await bundleFunction(name, folder, entry)
      inputs.set(name, new Set(Object.keys(bundle.made.inputs).map((path) => resolve(ROOT, path))))
      return bundle
    },
    madeFrom: (paths) => keysOf(functions).filter((name) => paths.some((path) => inputs.get(name)?.has(resolve(path)))),
  }
}
