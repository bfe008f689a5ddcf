import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { profileOf } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Answers } from '#shared/survey/answer.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type AnyRelease, AnyStudy, type Member } from '#test/attack/disclosure/support/any-study.ts'
import { truthOf } from '#test/attack/disclosure/support/counting.ts'
import { type Random, randomOf } from '#test/attack/disclosure/support/random.ts'
import type { Attacked } from '#test/attack/disclosure/support/scores.ts'
import type { Trial } from './goals-surveys.ts'

/** By invitation, as a study with more reports than one. */
const INVITED = { access: 'invitation', disclosure: { profile: 'rounded' } } as const
/** So many take their answers back before each report but the first. */
const LEAVING = 3
const INSIDERS = 3

export type PlayedRelease = Attacked & {
  readonly number: number
  readonly made: AnyRelease
  /** Newcomers whom the release counts, and people who took their answers back since the one before. */
  readonly joined: readonly Answers[]
  readonly growth: { readonly admitted: number; readonly withdrawn: number }
}

export type Played = {
  readonly survey: Survey
  readonly releases: readonly PlayedRelease[]
  /** Three who tell each other what they said. The first report counts them and they stay. */
  readonly insiders: readonly Answers[]
}

/** A series of reports on a survey, which people join and leave: by invitation and with rounded numbers, if nothing else is said. */
export function played(
  trial: Trial,
  draw: number,
  reports: number,
  solver: Solver,
  onRelease: () => void,
  protectedAs: Pick<Survey, 'access' | 'disclosure'> = INVITED,
): Played {
  const survey: Survey = { ...trial.survey, ...protectedAs }
  const { pace } = profileOf(survey)
  const waitsOneIn = typeof pace === 'object' ? pace.heldBackOneIn : Number.POSITIVE_INFINITY
  const random = randomOf(1_000 + draw)
  const all = trial.people(draw, trial.first + (reports - 1) * trial.joining)
  const study = new AnyStudy(survey, { solver, gate: audited, seed: draw })
  const releases: PlayedRelease[] = []
  let members: readonly Member[] = []
  let waiting: readonly Answers[] = []
  let left = 0
  for (let report = 0; report < reports; report++) {
    const until = trial.first + report * trial.joining
    const came = [...waiting, ...all.slice(report === 0 ? 0 : until - trial.joining, until)]
    const number = study.next
    const [later, joined] = parted(came, () => random() * waitsOneIn < 1)
    const leaving = report === 0 ? 0 : LEAVING
    const staying = without(leaving, members, random)
    left += members.length - staying.length
    const now = [...staying, ...joined.map((answers) => ({ answers, admittedIn: number }))]
    const made = study.release(now)
    onRelease()
    members = made ? now : staying
    waiting = made ? later : came
    if (!made) continue
    const growth = { admitted: joined.length, withdrawn: left }
    left = 0
    releases.push({ number, made, joined, growth, ...readBack(survey, made, number) })
  }
  return { survey, releases, insiders: (releases[0]?.joined ?? []).slice(0, INSIDERS) }
}

/** The insiders came first, and stay. */
function without(many: number, members: readonly Member[], random: Random): readonly Member[] {
  const going = new Set(Array.from({ length: many }, () => INSIDERS + Math.floor(random() * Math.max(0, members.length - INSIDERS))))
  return members.filter((_, at) => !going.has(at))
}

function parted<Each>(all: readonly Each[], is: (each: Each) => boolean): readonly [yes: readonly Each[], no: readonly Each[]] {
  const marked = all.map((each) => [each, is(each)] as const)
  const those = (wanted: boolean) => marked.filter(([, found]) => found === wanted).map(([each]) => each)
  return [those(true), those(false)]
}

/** From here on an attacker has the bytes of the files, and reads them itself. */
function readBack(survey: Survey, { report, tables }: AnyRelease, release: number): Attacked {
  const { files } = releaseOf({ survey, report, release, date: '2026-01-05' })
  const text = (name: string) => new TextDecoder().decode(files.get(name))
  return { attacked: readAttacked(text('report.csv'), text('methods.json'), text('survey.json')), truth: truthOf(tables) }
}
