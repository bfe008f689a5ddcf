import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publicFunctions } from '#docs/make/public-functions.ts'
import { referencePages } from '#docs/make/reference-pages.ts'
import { sourceTexts } from '#docs/make/source-texts.ts'

/** Without a comment until the room of disclosure is gone through. */
const WAITING = ['shared/disclosure/policy.ts isRounded']

const functions = publicFunctions(sourceTexts())

describe('the reference pages', () => {
  it('are as the comments in the code are now: npm run reference writes them', () => {
    const pages = Object.fromEntries(
      readdirSync('docs/reference').map((name) => [name, readFileSync(join('docs/reference', name), 'utf8')]),
    )

    expect(pages).toEqual(Object.fromEntries(referencePages(sourceTexts())))
  })

  it('have a sentence on every function that another room uses', () => {
    const silent = functions.filter(({ about }) => !/^[A-Z`"'].*[.:)`](?:\n@.*)?$/s.test(about) || about.split(/\s+/).length < 5)

    expect(functions.length).toBeGreaterThan(150)
    expect(silent.map(({ path, name }) => `${path} ${name}`).filter((each) => !WAITING.includes(each))).toEqual([])
  })

  it('take a function for public when another room imports it, under whatever path, and leave its own room out', () => {
    const shared = {
      path: 'shared/a/one.ts',
      text: '/** Gives a number. */\nexport function used(n: number): number {\n  return n\n}\n\nexport function own() {\n}\n\nexport async function* later(\n  a: string,\n): AsyncGenerator<string> {\n}\n',
    }
    const others = [
      { path: 'shared/a/two.ts', text: "import { own } from './one.ts'\n" },
      { path: 'shared/b/three.ts', text: "import { type T, used } from '../a/one.ts'\n" },
      { path: 'cli/four.ts', text: "import {\n  later as after,\n} from '#shared/a/one.ts'\n" },
    ]

    expect(publicFunctions([shared, ...others])).toEqual([
      { room: 'a', path: 'shared/a/one.ts', name: 'used', signature: 'function used(n: number): number', about: 'Gives a number.' },
      {
        room: 'a',
        path: 'shared/a/one.ts',
        name: 'later',
        signature: 'async function* later(\n  a: string,\n): AsyncGenerator<string>',
        about: '',
      },
    ])
  })
})
