import { copyFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { type FunctionName, functions } from './topology.ts'

/**
 * How every deployment bundles a function: one ES module for the Lambda runtime with everything inside, but for what the
 * code imports only when it needs it: that lies beside it. The modern entry points of packages (`mainFields`) make it a
 * third smaller; the banner lets CommonJS packages find `require`.
 */
const bundling = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  minify: true,
  charset: 'utf8',
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

export type Bundle = {
  readonly path: string
  /** `path` and what it imports at once: all that a fresh process reads before it can answer. */
  readonly atStart: readonly string[]
  /** Read later, when it is needed: the words of one language, for example. */
  readonly later: readonly string[]
  readonly metafile: Metafile
}

/** Writes `<folder>/<name>/index.mjs`, the files that it imports later, and their source maps, and nothing else there. `entry` is relative to the root of this checkout. */
export async function bundleFunction(name: FunctionName, folder: string, entry: string = functions[name].entry): Promise<Bundle> {
  const own = join(folder, name)
  await rm(own, { recursive: true, force: true })
  const root = join(import.meta.dirname, '..')
  const { metafile } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir: own,
    sourcemap: 'linked',
    metafile: true,
  })
  for (const module of Object.keys(metafile.inputs)) {
    const file = COMPANIONS[basename(module)]
    if (file) await copyFile(join(root, dirname(module), file), join(own, file))
  }
  const outputs = Object.keys(metafile.outputs).filter((each) => each.endsWith('.mjs'))
  const first = outputs.filter((each) => basename(each) === 'index.mjs')
  const atStart = withImports(first, metafile)
  const placed = (paths: readonly string[]) => paths.map((each) => join(root, each))
  return {
    path: join(own, 'index.mjs'),
    atStart: placed(atStart),
    later: placed(outputs.filter((each) => !atStart.includes(each))),
    metafile,
  }
}

/** These files and all that they import at once, directly or not. */
function withImports(files: readonly string[], { outputs }: Metafile): readonly string[] {
  const found = new Set(files)
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement' && outputs[path]) found.add(path)
  }
  return [...found]
}
