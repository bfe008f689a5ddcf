import { copyFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { type FunctionName, functions } from './topology.ts'

/**
 * How every deployment bundles a function: one ES module for the Lambda runtime with everything inside. The modern
 * entry points of packages (`mainFields`) make it a third smaller; the banner lets CommonJS packages find `require`.
 */
const bundling = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'function-credentials.ts') },
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  legalComments: 'none',
  logLevel: 'silent',
  banner: { js: "import { createRequire as chorusRequire } from 'node:module'; const require = chorusRequire(import.meta.url);" },
} satisfies BuildOptions

/** Modules that look for a file beside themselves, and so beside the bundle they were built into. */
const COMPANIONS: Readonly<Record<string, string>> = { 'highs.mjs': 'highs.wasm' }

export type Bundle = { readonly path: string; readonly metafile: Metafile }

/** Writes `<folder>/<name>/index.mjs` with its source map, and the files its modules look for. `entry` is relative to the root of this checkout. */
export async function bundleFunction(name: FunctionName, folder: string, entry: string = functions[name].entry): Promise<Bundle> {
  const path = join(folder, name, 'index.mjs')
  const root = join(import.meta.dirname, '..')
  const { metafile } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path,
    sourcemap: 'linked',
    metafile: true,
  })
  for (const module of Object.keys(metafile.inputs)) {
    const file = COMPANIONS[basename(module)]
    if (file) await copyFile(join(root, dirname(module), file), join(dirname(path), file))
  }
  return { path, metafile }
}
