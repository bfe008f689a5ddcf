import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseDocument } from 'htmlparser2'
import { vi } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { codeOf, ownKeysFrom, publicHalves, secretOfCode } from '#functions/console/reading/browser/own-keys.ts'
import { pageDesk } from '#functions/console/reading/browser/page-desk.ts'
import { deskData } from '#functions/console/reading/desk-data.ts'
import { loadBoardWords } from '#functions/console/words/load-board-words.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import { createGateway } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'
import { functions } from '#infra/topology.ts'
import { weekOf } from '#shared/consent/weeks.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { sealStoryToCircle } from '#shared/response/story.ts'
import type { Share } from '#shared/survey/answer.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { bundleOnce } from '#test/bundles.ts'
import { withFewTables } from '#test/lambda/few-tables.ts'
import { boardTownAt, textOf } from '#test/unit/console/helpers/board-town.ts'
import { elementsIn } from '#test/unit/release/elements.ts'
import { BoardVisit } from './board-visit.ts'
import { launchShell } from './chromium.ts'

const PHONE = { width: 360, height: 740 }
const QUESTION = 'bh15'

/**
 * A board whose console answers over HTTP, with a survey that it opened, and a phone before it. Beside the phone, people without a browser work
 * with keys that were made elsewhere.
 */
export async function storyHouse() {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-stories-'))
  const { path } = await bundleOnce('console', folder)
  const storyScript = await readFile(join(dirname(path), 'story-page.js'), 'utf8')
  const port = await aFreePort()
  const origin = `http://localhost:${port}`
  const survey = withFewTables(await readSurvey('surveys/being-heard'))
  const town = await boardTownAt({ origin, storyScript }, {}, survey)
  await town.approve(await town.propose('ada', survey), 'birch', 'heron', 'otter')
  const server = createGateway([{ routes: functions.console.routes, invoke: town.answer }], { onFailure: () => {} })
  await listen(server, port)
  const chromium = await launchShell()
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage()
  /** Everything that the browser sent, as it was sent. */
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  const visit = await BoardVisit.on(page, origin, await loadBoardWords('en'))
  /** The codes of those who keep one, by person. */
  const codes = new Map<string, string>()

  return {
    ...{ town, survey, visit, sent, codes },

    /** Makes a key for stories without a browser, and signs it into the ledger. */
    async holdElsewhere(id: string): Promise<void> {
      const secret = new Uint8Array(randomBytes(32))
      codes.set(id, codeOf(secret))
      await town.act(id, '/board/stories/key', publicHalves(ownKeysFrom(secret)))
    },

    /** The desk of somebody on the page of a reading that they could have open, with the code of the browser and without one. */
    async deskOf(id: string, reading: string, at: 'give' | 'read' = 'read'): Promise<StoryDesk> {
      const [element] = elementsIn(
        parseDocument(textOf(await town.ask({ path: `/board/stories/${reading}/${at}`, cookie: await town.as(id) }))),
      ).filter(({ attribs }) => attribs.id === 'story-page')
      const data = deskData.parse(JSON.parse(element?.attribs['data-desk'] ?? ''))
      vi.stubGlobal('fetch', async (asked: string, { body }: { readonly body: URLSearchParams }) => {
        const reply = await town.ask({ path: asked, form: body })
        return new Response(textOf(reply), { status: reply.statusCode })
      })
      return pageDesk(data, ownKeysFrom(secretOfCode(codes.get(id) ?? '') ?? never()))
    },

    /** Stores words as `respond` seals them, five weeks before. */
    async send(text: string, share: Share): Promise<void> {
      const circle = storyCircleOf((await town.services.reader?.latest())?.state ?? never())
      const week = weekOf(new Date(town.clock.now.getTime() - 35 * 86_400_000))
      const story = { question: QUESTION, language: 'en', text, share, quote: share !== 'none', week }
      const random = { key: new Uint8Array(randomBytes(32)), ephemeral: new Uint8Array(randomBytes(32)) }
      const sealed = await sealStoryToCircle(story, circle ?? never(), random, 1500)
      await town.stories.store(versionOf(survey), { id: new Uint8Array(randomBytes(16)), sealed })
    },

    async close(): Promise<void> {
      vi.unstubAllGlobals()
      await chromium.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type StoryHouse = Awaited<ReturnType<typeof storyHouse>>

/** A port that nothing listens on: the address has to be known before the passkeys are made. */
export async function aFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}

function never(): never {
  throw new Error('the board is not there')
}
