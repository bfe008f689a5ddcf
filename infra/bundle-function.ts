import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import * as z from 'zod'
import { fromKept, keepBuilt } from './kept-bundles.ts'
import { type FunctionName, functions } from './topology.ts'

/**
 * The bundle of a function, the same for every deployment: one ES module for the Lambda runtime with everything inside, but for what the
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

const ROOT = join(import.meta.dirname, '..')

/** Modules that look for a file beside themselves, and so beside the bundle they were built into. */
const COMPANIONS: Readonly<Record<string, string>> = { 'highs.mjs': 'highs.wasm' }

/** Scripts that a function gives out to browsers: each is built into one file that lies beside the function. */
const FOR_BROWSERS: Readonly<Record<string, { readonly entry: string; readonly file: string }>> = {
  'functions/console/handler.ts': { entry: 'functions/console/reading/browser/story-page.ts', file: 'story-page.js' },
}

type Parts = z.infer<typeof parts>

export type Bundle = {
  readonly path: string
  /** `path` and what it imports at once: all that a fresh process reads before it can answer. */
  readonly atStart: readonly string[]
  /** Read later, when it is needed: the words of one language, for example. */
  readonly later: readonly string[]
  readonly made: Parts
}

/**
 * Writes `<folder>/<name>/index.mjs`, the files that it imports later, and their source maps, and nothing else there. `entry` is relative
 * to the root of this checkout. What was built before of the same files is copied: building takes about a second of processor time.
 */
export async function bundleFunction(name: FunctionName, folder: string, entry: string = functions[name].entry): Promise<Bundle> {
  const own = join(folder, name)
  await rm(own, { recursive: true, force: true })
  const kept = parts.safeParse(await fromKept(entry, own))
  if (kept.success) return bundleOf(own, kept.data)
  await rm(own, { recursive: true, force: true })
  const made = await buildInto(own, entry)
  await keepBuilt(entry, own, { inputs: Object.keys(made.inputs), about: made })
  return bundleOf(own, made)
}

/** The report of a build about itself. */
const parts = z.object({
  /** By path, of each file that was read. */
  inputs: z.record(z.string(), z.unknown()),
  /** By path, of each file that was written. */
  outputs: z.record(
    z.string(),
    z.object({
      imports: z.array(z.object({ path: z.string(), kind: z.string() })),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
    }),
  ),
})

async function buildInto(own: string, entry: string): Promise<Parts> {
  const { metafile } = await build({
    ...bundling,
    absWorkingDir: ROOT,
    entryPoints: { index: entry },
    plugins: [withoutJsonSchemas],
    outdir: own,
    sourcemap: 'linked',
    metafile: true,
  })
  for (const module of Object.keys(metafile.inputs)) {
    const file = COMPANIONS[basename(module)]
    if (file) await copyFile(join(ROOT, dirname(module), file), join(own, file))
  }
  const script = FOR_BROWSERS[entry]
  const inputs = script ? await buildForBrowsers(script.entry, join(own, script.file)) : {}
  for (const file of Object.keys(metafile.outputs)) if (file.endsWith('.map')) await nameSourcesInFull(join(ROOT, file))
  return parts.parse({ ...metafile, inputs: { ...metafile.inputs, ...inputs } })
}

const forBrowsers = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  charset: 'utf8',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions

/**
 * Every schema of zod can describe itself as a JSON Schema: 19 KB that only `chorus survey schema` needs, which is no function. A function
 * that asked for one would fail, and say why.
 */
const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/zod\/v4\/core\/(to-json-schema|json-schema-(processors|generator))\.js$/ }, () => ({ contents: NO_JSON_SCHEMA }))
  },
}

const NO_JSON_SCHEMA = `
const refuse = () => { throw TypeError('infra/bundle-function.ts leaves out what makes a JSON Schema') }
export const toJSONSchema = refuse, JSONSchemaGenerator = refuse, createToJSONSchemaMethod = () => refuse, createStandardJSONSchemaMethod = () => refuse
`

/** Node's cryptography is not there in a browser: another file does the same. */
const inBrowser: Plugin = {
  name: 'in-browser',
  setup: ({ onResolve }) => onResolve({ filter: /\/primitives\.ts$/ }, () => ({ path: join(ROOT, 'shared', 'primitives-in-browser.ts') })),
}

/** Gives the files that it was made of. */
async function buildForBrowsers(entry: string, file: string): Promise<Parts['inputs']> {
  const { metafile } = await build({
    ...forBrowsers,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: file,
    plugins: [inBrowser],
    metafile: true,
  })
  return metafile.inputs
}

/** A map names its sources as they lie from where it is: in full, it can be copied. */
async function nameSourcesInFull(path: string): Promise<void> {
  const map = sourceMap.parse(JSON.parse(await readFile(path, 'utf8')))
  const sources = map.sources.map((source) => pathToFileURL(resolve(dirname(path), source)).href)
  await writeFile(path, JSON.stringify({ ...map, sources }))
}

const sourceMap = z.looseObject({ sources: z.array(z.string()) })

function bundleOf(own: string, made: Parts): Bundle {
  const outputs = Object.keys(made.outputs).filter((each) => each.endsWith('.mjs'))
  const first = outputs.filter((each) => basename(each) === 'index.mjs')
  const atStart = withImports(first, made)
  const placed = (paths: readonly string[]) => paths.map((each) => join(own, basename(each)))
  return {
    path: join(own, 'index.mjs'),
    atStart: placed(atStart),
    later: placed(outputs.filter((each) => !atStart.includes(each))),
    made,
  }
}

/** These files and all that they import at once, directly or not. */
function withImports(files: readonly string[], { outputs }: Parts): readonly string[] {
  const found = new Set(files)
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement' && outputs[path]) found.add(path)
  }
  return [...found]
}
