import { copyFile, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundleFunction } from '#infra/bundle-function.ts'
import { keysOf } from '#infra/keys-of.ts'
import { functions } from '#infra/topology.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
/** They look for files beside themselves. */
const AS_INSTALLED = ['classic-level', 'dynalite', 'esbuild']

/** Files of code. */
export type Built = {
  /** The deployment that is killed, in one file: a start takes a third of the time. */
  readonly deployment: string
  /** A folder with the bundle of each function. */
  readonly functions: string
}

/** Built once, for all starts. */
export async function buildOnce(folder: string): Promise<Built> {
  const bundles = join(folder, 'functions')
  for (const name of keysOf(functions)) await bundleFunction(name, bundles)
  const own = join(folder, 'deployment')
  await mkdir(own)
  await symlink(join(ROOT, 'node_modules'), join(own, 'node_modules'))
  await copyFile(join(ROOT, 'infra', 'local', 'function-worker.mjs'), join(own, 'function-worker.mjs'))
  await build({
    absWorkingDir: ROOT,
    entryPoints: { index: join(import.meta.dirname, 'doomed.ts') },
    outdir: own,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: AS_INSTALLED,
    alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'infra', 'function-credentials.ts') },
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'silent',
    banner: { js: "import { createRequire as chorusRequire } from 'node:module'; const require = chorusRequire(import.meta.url);" },
  })
  return { deployment: join(own, 'index.mjs'), functions: bundles }
}
