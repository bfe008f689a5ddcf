import { showProgress } from '#cli/simulate/progress.ts'
import { isPrinted } from '#shared/disclosure/audit/hide-labels.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { isRollup } from '#shared/survey/rollups.ts'
import { cellKey } from '#test/attack/disclosure/support/counting.ts'
import { byInjector, byKinds, byProduct, gave, type Injected, type Located, locatedIn, nameOf } from './goals-attackers.ts'
import { type Played, type PlayedRelease, played } from './goals-series.ts'
import { TRIALS, trialOf } from './goals-surveys.ts'
import type { Row } from './row.ts'

export type GoalsOptions = { readonly keys: number; readonly releases: number; readonly surveys: readonly string[] }

export const GOALS: GoalsOptions = { keys: 2, releases: 3, surveys: TRIALS }

/** Everything that is measured of one series: for readers and for attackers. */
type Measured = {
  readonly releases: number
  readonly cells: number
  readonly hidden: number
  readonly oneWay: number
  readonly oneWayShown: number
  readonly large: readonly Large[]
  readonly oldest: number
  readonly late: number
  readonly product: Located
  readonly kinds: Located
  readonly injector: Injected
}

/** A number of 50 people or more. */
type Large = { readonly isEveryone: boolean; readonly isHidden: boolean }

/**
 * Plays a series of reports on each survey, with each key, and lets three attackers read it. People join by invitation, three leave before each
 * report, and three tell each other what they said.
 */
export async function benchGoals({ keys, releases, surveys }: GoalsOptions): Promise<readonly Row[]> {
  const solver = await loadSolver()
  const progress = showProgress('reports made and series attacked', surveys.length * keys * (releases + 1), process.stderr)
  const rows: Row[] = []
  for (const name of surveys) {
    progress.at(`, ${name}`)
    const trial = await trialOf(name)
    if (typeof trial === 'string') {
      for (let step = 0; step < keys * (releases + 1); step++) progress.step()
      rows.push({ what: name, measured: trial, ok: true })
      continue
    }
    const found = Array.from({ length: keys }, (_, at) => {
      const series = played(trial, at + 1, releases, solver, progress.step)
      const measured = { ...readerOf(series), ...attackersOf(solver, series, at + 1) }
      progress.step()
      return measured
    })
    rows.push(...rowsOf(name, found))
  }
  progress.stop()
  return rows
}

function attackersOf(solver: Solver, series: Played, draw: number): Pick<Measured, 'product' | 'kinds' | 'injector'> {
  const kinds = byKinds(solver, series)
  // Of cells that nobody can be in, the attacker of every kind does not ask.
  const [asked, possible] = [new Set(kinds.map(({ table }) => table)), new Set(kinds.map(nameOf))]
  return {
    product: locatedIn(series, byProduct(solver, series), (each) => possible.has(nameOf(each)) || !asked.has(each.table)),
    kinds: locatedIn(series, kinds, () => true),
    injector: byInjector(solver, series, draw),
  }
}

type ReaderGets = Omit<Measured, 'product' | 'kinds' | 'injector'>

function readerOf({ releases }: Played): ReaderGets {
  const rows = releases.flatMap(({ number, truth, made: { report } }) =>
    report.tables.flatMap(({ id, by, slices }) =>
      slices.flatMap(({ group, asOf, cells }) =>
        cells
          .filter(({ status }) => status !== 'not_asked')
          .map((cell) => ({
            isEveryone: by === undefined,
            isAnswer: !cell.answer.startsWith('~') && !isRollup(cell.answer),
            isShown: isPrinted(cell),
            isLarge: asOf === number && (truth.get(cellKey({ table: id, group, answer: cell.answer })) ?? 0) >= LARGE,
          })),
      ),
    ),
  )
  const oneWay = rows.filter(({ isEveryone, isAnswer }) => isEveryone && isAnswer)
  const ages = releases.flatMap((release) => agesOf(release, releases))
  return {
    releases: releases.length,
    cells: rows.length,
    hidden: rows.filter(({ isShown }) => !isShown).length,
    oneWay: oneWay.length,
    oneWayShown: oneWay.filter(({ isShown }) => isShown).length,
    large: rows.filter(({ isLarge }) => isLarge).map(({ isEveryone, isShown }) => ({ isEveryone, isHidden: !isShown })),
    oldest: Math.max(0, ...ages.map(({ releases: old }) => old)),
    late: ages.filter(({ releases: old, joined }) => old > 2 && joined >= MANY).length,
  }
}

/** Numbers of so many people should be shown. */
const LARGE = 50
/** So many who joined since are enough that no group should be old. */
const MANY = 40

type Age = { readonly releases: number; readonly joined: number }

/** The age of the numbers of each group, in releases, and the number of people who joined it since. */
function agesOf({ number, made }: PlayedRelease, releases: readonly PlayedRelease[]): readonly Age[] {
  const asOf = new Map(
    made.report.tables.flatMap(({ by, slices }) =>
      slices.flatMap(({ group, asOf: since }) =>
        group === undefined || isRollup(group) ? [] : [[JSON.stringify([by, group]), { by, group, since }] as const],
      ),
    ),
  )
  return [...asOf.values()].map(({ by, group, since }) => ({
    releases: number - since,
    joined: releases
      .filter((each) => each.number > since && each.number <= number)
      .flatMap(({ joined }) => joined)
      .filter((answers) => gave(answers, by ?? '', group)).length,
  }))
}

function rowsOf(name: string, found: readonly Measured[]): readonly Row[] {
  const total = (of: (each: Measured) => number) => found.reduce((sum, each) => sum + of(each), 0)
  const many = `${found.length} keys, ${total(({ releases }) => releases)} reports`
  const none = (what: string, measured: number, of: number): Row => ({
    what: `${name}: ${what}`,
    measured: `${measured} of ${of.toLocaleString('en')}`,
    budget: 'none',
    ok: measured === 0,
  })
  const large = found.flatMap((each) => each.large)
  const [everyone, groups] = [true, false].map((is) => large.filter(({ isEveryone }) => isEveryone === is)) as [Large[], Large[]]
  const hiddenIn = (some: readonly Large[]) => some.filter(({ isHidden }) => isHidden).length
  const attackers = [
    ['chorus attack', ({ product }: Measured) => product],
    ['every kind of person', ({ kinds }: Measured) => kinds],
  ] as const
  const located = attackers.flatMap(([attacker, of]) => [
    none(
      `hidden counts that ${attacker} locates within fewer than five values`,
      total((each) => of(each).hiddenLocated),
      total((each) => of(each).hidden),
    ),
    none(
      `changes that ${attacker} locates within fewer than three values`,
      total((each) => of(each).changesLocated),
      total((each) => of(each).changes),
    ),
    none(
      `ranges of ${attacker} without the truth`,
      total((each) => of(each).wrong),
      total((each) => of(each).hidden + of(each).changes),
    ),
  ])
  return [
    {
      what: `${name}: cells hidden, ${many}`,
      measured: `${share(
        total(({ hidden }) => hidden),
        total(({ cells }) => cells),
      )} of ${total(({ cells }) => cells).toLocaleString('en')}`,
      ok: true,
    },
    {
      what: `${name}: answers of everyone shown`,
      measured: share(
        total(({ oneWayShown }) => oneWayShown),
        total(({ oneWay }) => oneWay),
      ),
      ok: true,
    },
    none(`numbers of ${LARGE} people or more that are hidden, for everyone`, hiddenIn(everyone), everyone.length),
    {
      what: `${name}: the same, by group`,
      measured: `${hiddenIn(groups)} of ${groups.length.toLocaleString('en')}`,
      budget: 'under 2 in 100',
      ok: hiddenIn(groups) === 0 || hiddenIn(groups) / groups.length < 0.02,
    },
    {
      what: `${name}: groups older than two reports that ${MANY} people or more joined`,
      measured: `${total(({ late }) => late)} (the oldest of all: ${Math.max(0, ...found.map(({ oldest }) => oldest))} reports old)`,
      budget: 'none',
      ok: total(({ late }) => late) === 0,
    },
    ...located,
    {
      what: `${name}: hidden counts that an injector of 60 answers holds for more probable than a half`,
      measured: `${total(({ injector }) => injector.likely)} of ${total(({ injector }) => injector.tried)}`,
      budget: '3 in 10',
      ok: total(({ injector }) => injector.likely) <= 0.3 * total(({ injector }) => injector.tried),
    },
    none(
      'the same, than 0.99',
      total(({ injector }) => injector.known),
      total(({ injector }) => injector.tried),
    ),
  ]
}

function share(some: number, all: number): string {
  return all === 0 ? 'none' : `${Math.round((100 * some) / all)} %`
}
