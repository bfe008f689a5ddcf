import type { AttackedRelease } from '#shared/disclosure/attack/published.ts'

/** The tables of some questions, and those that say how large their groups are: as much of a release as an attack on these needs. */
export function onlyAbout(release: AttackedRelease, asked: readonly string[]): AttackedRelease {
  const own = release.tables.filter(({ question }) => asked.includes(question))
  const groups = release.tables.filter(
    (table) => table.by === undefined && !own.includes(table) && own.some(({ by }) => by === table.question),
  )
  return { ...release, tables: [...own, ...groups] }
}
