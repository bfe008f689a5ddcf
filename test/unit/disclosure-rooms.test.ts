import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = 'shared/disclosure'

/** The rooms of disclosure, lowest first; '' is the vocabulary they all share. A room imports nothing from a later one. */
const ROOMS: readonly string[] = [
  'linear',
  'privacy',
  'structure',
  '',
  'cell-key',
  'key-audit',
  'suppression',
  'profiles',
  'audit',
  'series',
  'file-audit',
  'attack',
]

/** The imports of each file from disclosure, types too. */
const imports = new Map(
  readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, importsOf(path)] as const),
)

function importsOf(path: string): string[] {
  const found = readFileSync(join(ROOT, path), 'utf8').matchAll(/from '((?:\.|#shared\/disclosure)[^']*)'/g)
  return [...found].map(([, from = '']) =>
    from.startsWith('#') ? posix.relative(`#${ROOT}`, from) : posix.normalize(posix.join(posix.dirname(path), from)),
  )
}

function roomOf(path: string): string {
  return path.includes('/') ? posix.dirname(path) : ''
}

it('lists every room of disclosure', () => {
  expect([...new Set([...imports.keys()].map(roomOf))].sort()).toEqual([...ROOMS].sort())
})

it('lets no room of disclosure import from a later one', () => {
  const level = (path: string): number => ROOMS.indexOf(roomOf(path))
  const upward = [...imports].flatMap(([path, all]) => all.filter((each) => level(each) > level(path)).map((each) => `${path} -> ${each}`))

  expect(upward).toEqual([])
})

it('keeps the attack apart: of the other rooms it shares the solver alone', () => {
  const shared = [...imports]
    .filter(([path]) => roomOf(path) === 'attack')
    .flatMap(([, all]) => all.filter((each) => roomOf(each) !== 'attack'))

  expect([...new Set(shared.map(roomOf))]).toEqual(['linear'])
})

it('has no circle of imports in disclosure', () => {
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (done.has(path) || trail.includes(path)) return
    for (const each of imports.get(path) ?? []) visit(each, [...trail, path])
    done.add(path)
  }
  for (const path of imports.keys()) visit(path, [])

  expect(circles).toEqual([])
})
