import { keepNewcomer } from '#functions/console/desk.ts'
import { ACTIONS } from '#functions/console/duties.ts'
import { keepView } from '#functions/console/stories/kept-views.ts'
import { makeLink } from '#functions/enrolment-links.ts'
import { listRelease, writeCandidate } from '#functions/tabulate/candidate.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import { aHolder } from '#test/board/passkey.ts'
import { keyOf, section, single, surveyOf, table } from '#test/unit/disclosure/sample.ts'
import { type StoryHouse, storyHouse } from './story-house.ts'

/** A page: the route that makes it, where it is, and who sees it. */
type Looked = { readonly route: string; readonly path: string; readonly cookie?: string; readonly status?: number }

const ABOUT = { title: 'Publish it', askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
const PROPOSAL = /\/board\/p\/([0-9a-f]{64})/
const studied = surveyOf([section('a', [single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] })])])

function aRelease(date: string) {
  const tables = [table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } })]
  const outcome = protect({ study: studyPlan(studied), tables, release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey: studied, report: outcome.report, release: 1, date })
}

/** A board in the middle of everything that it can do, and where each of its pages is to be seen. */
export async function boardState() {
  const house = await storyHouse()
  const reading = await openReading(house)
  const reports = await withReports(house)
  const newcomer = await withNewcomer(house)
  return { house, pages: await pagesOf(house, { reading, ...reports, ...newcomer }) }
}
export type BoardState = Awaited<ReturnType<typeof boardState>>

const proposalIn = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => PROPOSAL.exec(headers.location ?? '')?.[1] ?? ''

/** Two stories that birch and finch may read, and have looked at. */
async function openReading({ town, holdElsewhere, send, survey }: StoryHouse): Promise<string> {
  for (const id of ['birch', 'heron', 'otter', 'finch']) await holdElsewhere(id)
  for (const text of ['It took one phone call.', 'I waited nine weeks for it.']) await send(text, 'words')
  const { hash } = versionOf(survey)
  const cookie = await town.as('ada')
  const form = new URLSearchParams([
    ['reader', 'birch'],
    ['reader', 'finch'],
    ['why', 'Say how it felt.'],
  ])
  const asked = await town.ask({ path: `/board/propose/stories/${survey.id}/${hash}`, form, cookie })
  const reading = proposalIn(await town.ask(await town.toSign(asked.headers.location ?? '', cookie, town.holder('ada'))))
  await town.approve(reading, 'heron', 'otter', 'reed')
  const now = town.clock.now
  const content = { survey: hash, reviewers: ['birch', 'finch'] satisfies [string, string], why: '' }
  const open = { stories: reading, content, version: versionOf(survey), now, expires: now.getTime() / 1000 + 1000 }
  for (const by of content.reviewers) await keepView(town.services, open, { by, box: 'ab'.repeat(16), isRested: false })
  return reading
}

/** One report in effect, one that waits for reviews, and one that nobody proposed. */
async function withReports({ town }: StoryHouse) {
  const { candidates, community } = town.services
  await community.storeSurvey(versionOf(studied), canonicalBytes(studied))
  const [enacted = '', waits = '', unproposed = ''] = await Promise.all(
    ['2026-03-01', '2026-03-02', '2026-03-03'].map(async (date) => {
      const release = aRelease(date)
      await writeCandidate(candidates, studied.id, release, 'made-up')
      return release.id
    }),
  )
  await listRelease(candidates, studied.id, 1, unproposed)
  const propose = async (id: string) => proposalIn(await town.act('heron', `/board/propose/release/${studied.id}/${id}`, ABOUT))
  const published = await propose(enacted)
  for (const by of ['finch', 'moss']) await town.act(by, `/board/p/${published}/review`, { outcome: 'approve', reasons: 'I read it.' })
  for (const by of ['finch', 'moss']) await town.act(by, `/board/p/${published}/openReview`, {})
  await town.approve(published, 'otter', 'reed', 'stone')
  const open = await propose(waits)
  await town.act('birch', `/board/p/${open}/review`, { outcome: 'approve', reasons: 'I read it.' })
  await town.act('finch', `/board/p/${open}/review`, { outcome: 'approve', reasons: 'So did I.' })
  return { published, open, unproposed }
}

/** Somebody who made a key, and whom a proposed charter lets in. */
async function withNewcomer({ town, visit }: StoryHouse) {
  const wren = aHolder('wren', 'member', visit.origin)
  await keepNewcomer(town.services, { person: wren.person, lived: true }, town.clock.now.getTime() / 1000)
  const charter = proposalIn(await town.act('heron', '/board/propose/person/wren', { why: 'They know it.', lived: '6' }))
  return { charter, wren: await town.signIn(wren.authenticator) }
}

type State = Awaited<ReturnType<typeof withReports>> & Awaited<ReturnType<typeof withNewcomer>> & { readonly reading: string }

async function pagesOf({ town, survey }: StoryHouse, { reading, published, open, unproposed, charter, wren }: State): Promise<Looked[]> {
  const seconds = town.clock.now.getTime() / 1000
  const cookie = await town.as('birch')
  const whom = { id: 'robin', alias: 'Robin', role: 'member', lived: true } as const
  const join = await makeLink(town.services.boardroom, whom, new Uint8Array(32).fill(9), seconds)
  const { hash } = versionOf(survey)
  const opened = `/board/p/${[...(await stateOf(town)).proposals.values()][0]?.id ?? ''}`
  await town.act('otter', `${opened}/pause`, { text: 'Somebody was frightened.' })
  /** The address of a page after a form was posted. */
  const after = async (path: string, form: Readonly<Record<string, string>>) =>
    (await town.ask({ path, form, cookie })).headers.location ?? `${path} leads nowhere`
  const toSign = await after(`/board/p/${published}/retract`, { text: 'A mistake.' })
  const draft = '/board/p/:id/:action/:draft?'
  const actions = (
    await Promise.all(
      [opened, `/board/p/${published}`, `/board/p/${open}`, `/board/p/${charter}`, `/board/p/${reading}`].flatMap((at) =>
        ACTIONS.map(async (action) => {
          const path = `${at}/${action}`
          return (await town.ask({ path, cookie })).statusCode === 200 ? [{ route: draft, path, cookie }] : []
        }),
      ),
    )
  ).flat()
  const once = [...new Map(actions.map((each) => [each.path.split('/').at(-1), each])).values()]
  const thing = '/board/propose/:kind{survey|release}/:study/:hash/:draft?'
  const words = `/board/words/${studied.id}/${unproposed}`
  const seated = (route: string, path: string = route): Looked => ({ route, path, cookie })
  const done = '/board/p/:id/:done{done}?'
  return [
    ...['/board', '/board/joined', '/board/ledger', '/board/people', '/board/reports'].map((path) => ({
      route: path,
      path,
    })),
    { route: '/board/sign-in/:back{.+}?', path: '/board/sign-in' },
    { route: '/board/join/:token{[0-9a-f]{32,64}}', path: join },
    { route: '/board/join/:token{[0-9a-f]{32,64}}', path: `/board/join/${'ab'.repeat(32)}`, status: 404 },
    { route: '/board/ledger/before/:seq{[0-9]{1,8}}', path: '/board/ledger/before/20' },
    seated('/board/waiting'),
    { route: '/board/waiting', path: '/board/waiting', cookie: wren },
    { route: draft, path: `/board/p/${charter}/accept`, cookie: wren },
    seated('/board/sign/:id', toSign),
    ...[opened, `/board/p/${published}`, `/board/p/${open}`, `/board/p/${charter}`, `/board/p/${reading}`].map((path) =>
      seated(done, path),
    ),
    seated(done, `/board/p/${reading}/done`),
    seated('/board/p/:id/expected', `${opened}/expected`),
    seated('/board/p/:id/survey/:language?', `${opened}/survey`),
    seated('/board/p/:id/survey/:language?', `${opened}/survey/ar`),
    ...once,
    seated(draft, await after(`/board/p/${charter}/vote`, { choice: 'object' })),
    seated('/board/propose'),
    seated('/board/upload'),
    seated(thing, `/board/propose/release/${studied.id}/${unproposed}`),
    seated(thing, await after(`/board/propose/release/${studied.id}/${unproposed}`, {})),
    seated('/board/words/:study/:hash/:draft?', words),
    seated('/board/words/:study/:hash/:draft?', await after(words, { 'say-q-en': 'Half of {asked}, {count} in all, said yes.' })),
    seated('/board/propose/:kind{person|without}/:id/:draft?', '/board/propose/person/wren'),
    seated('/board/propose/:kind{person|without}/:id/:draft?', await after('/board/propose/without/reed', {})),
    seated('/board/propose/stories/:study/:hash/:draft?', `/board/propose/stories/${survey.id}/${hash}`),
    seated('/board/propose/stories/:study/:hash/:draft?', await after(`/board/propose/stories/${survey.id}/${hash}`, {})),
    seated('/board/surveys'),
    seated('/board/stories/:done{done}?', '/board/stories'),
    seated('/board/stories/:done{done}?', '/board/stories/done'),
    seated('/board/stories/key'),
    ...(['give', 'read', 'views'] as const).map((page) => seated(`/board/stories/:id/${page}`, `/board/stories/${reading}/${page}`)),
    seated('/board/invite/:draft?', '/board/invite'),
    seated('/board/invite/:draft?', await after('/board/invite', { id: 'Wren!' })),
    seated('/board/link/:id', await after('/board/invite', { id: 'lark', alias: 'Lark', role: 'member', lived: 'yes' })),
    seated('/board/export'),
    { route: 'none', path: '/board/nowhere', cookie, status: 404 },
    { route: 'none', path: '/board/invite', cookie: await town.as('finch'), status: 403 },
  ]
}

async function stateOf({ services }: StoryHouse['town']) {
  const log = await services.reader?.latest()
  if (!log) throw new Error('the board is not there')
  return log.state
}
