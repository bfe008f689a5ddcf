import { objectionCategory } from '#shared/governance/entries.ts'
import type { LaterAct } from '#shared/governance/published-versions.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import { directionOf, LANGUAGES, pageLanguageOf } from '#shared/languages.ts'
import { citationSentence } from '#shared/release/citation.ts'
import { SUMS, VOTED_SUMS } from '#shared/release/release.ts'
import { standingInWords } from '#shared/release/standing-in-words.ts'
import { addresses } from '../addresses.ts'
import { datasetOf } from '../dataset.ts'
import { latestItem } from '../feed.ts'
import type { Whole } from '../read-whole.ts'
import { decisionOn, type Item, pauseOf } from '../shelves.ts'
import { languageFor, marksOf, titleOf } from '../titles.ts'
import { siteWords } from '../words/words-of-site.ts'
import { linkTo, type SiteFrame, SitePage } from './site-page.tsx'

type VersionPageProps = {
  readonly frame: SiteFrame
  readonly item: Item
  /** Every version of the study, the oldest first. */
  readonly all: readonly Item[]
  readonly log: VerifiedLog
  /** Absent where there are no files to give out. */
  readonly whole: Whole | undefined
  readonly origin: string
}

/** The page of one version: what it is, who decided, how to cite and check it, its files, and what came before and after. */
export function VersionPage({ frame, item, all, log, whole, origin }: VersionPageProps) {
  const words = siteWords(frame.language)
  const title = titleOf(item.about, frame.language)
  const data = whole && !whole.dataOnly ? { data: datasetOf(item, whole, origin) } : {}
  return (
    <SitePage frame={frame} title={title.text} {...data}>
      <p class="soft">
        {words.kinds[item.version.kind]}. {words.version(item.version.number)}
      </p>
      <h1 lang={title.language} dir={directionOf(title.language)}>
        {title.text}
      </h1>
      <Standing {...{ frame, item, all, log, whole }} />
      {whole?.dataOnly && <p class="wrong">{words.dataOnly}</p>}
      {whole && !whole.dataOnly && <Reading {...{ frame, item, whole }} />}
      {whole && <Citing {...{ frame, item, whole, origin }} />}
      <Deciding {...{ frame, item, log, origin }} />
      {whole && <FileList {...{ frame, whole }} />}
      <Versions {...{ frame, all, item }} />
    </SitePage>
  )
}

type PartProps = Pick<VersionPageProps, 'frame' | 'item'>

/** The facts to know first: whether the version stands, and which version to read instead. */
function Standing({ frame, item, all, log, whole }: PartProps & Pick<VersionPageProps, 'all' | 'log' | 'whole'>) {
  const words = siteWords(frame.language)
  const { version, standing } = item
  const pause = standing === 'paused' ? pauseOf(log, version.artifact) : undefined
  const latest = latestItem(all)
  const own = languageFor(item.about, frame.language)
  const said = whole ? standingInWords(whole.status, own) : undefined
  const marks = marksOf(item, frame.isDemonstration === true, frame.language)
  return (
    <>
      {!whole && marks.length > 0 && <p class="note">{marks.join('; ')}</p>}
      {said && (
        <div class="note" lang={own} dir={directionOf(own)}>
          {said.first.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </div>
      )}
      {pause && (
        <p class="wrong">
          <Around say={(why) => words.paused(pause.day, why)} text={pause.why} item={item} />
        </p>
      )}
      {version.kind === 'retraction' && (
        <p class="wrong">
          <Around say={(why) => words.withdraws(version.day, why)} text={version.why ?? ''} item={item} />
        </p>
      )}
      {standing === 'withdrawn' && version.withdrawnBy && <Changed by={version.withdrawnBy} {...{ frame, item }} says={words.withdrawn} />}
      {standing === 'withdrawn' && <p>{words.filesGone}</p>}
      {standing !== 'withdrawn' && version.correctedBy.map((each) => <Changed by={each} {...{ frame, item }} says={words.correctedBy} />)}
      {version.corrects !== undefined && (
        <p>
          {words.corrects} <ToVersion number={version.corrects} {...{ frame, item }} />
        </p>
      )}
      {latest === item ? (
        standing === 'stands' && <p>{words.isLatest}</p>
      ) : (
        <p>
          {words.later} {latest && <ToVersion number={latest.version.number} {...{ frame, item }} />}
        </p>
      )}
    </>
  )
}

/** Boards write in one language: most likely in the one that their survey was written in. */
function boardsLanguage({ about: { survey } }: Item): string | undefined {
  return survey.languages[0]
}

type AroundProps = { readonly say: (text: string) => string; readonly text: string; readonly item: Item }

/** A sentence in the reader's language around words of the board, which keep their own language and direction. */
function Around({ say, text, item }: AroundProps) {
  const [before = '', after = ''] = say(PLACE).split(PLACE)
  return (
    <>
      {before}
      <bdi lang={boardsLanguage(item)}>{text}</bdi>
      {after}
    </>
  )
}

/** A character of private use: no sentence holds it. */
const PLACE = '\uE000'

type ChangedProps = PartProps & { readonly by: LaterAct; readonly says: (day: string, why: string) => string }

function Changed({ frame, item, by, says }: ChangedProps) {
  return (
    <p class="wrong">
      <Around say={(why) => says(by.day, why)} text={by.why} item={item} /> <ToVersion number={by.number} {...{ frame, item }} />
    </p>
  )
}

function ToVersion({ frame, item, number }: PartProps & { readonly number: number }) {
  return (
    <a href={linkTo(addresses.version({ study: item.version.study, number }), frame)}>{siteWords(frame.language).seeVersion(number)}</a>
  )
}

function Reading({ frame, item, whole }: PartProps & { readonly whole: Whole }) {
  const words = siteWords(frame.language)
  const { languages } = item.about.survey
  const own = languageFor(item.about, frame.language)
  const fileFor = (language: string) => (language === languages[0] ? 'report.html' : `report.${language}.html`)
  const others = languages.filter((each) => each !== own && whole.files.has(fileFor(each)))
  const at = addresses.version(item.version)
  return (
    <p class="go">
      <a class="button" href={at + fileFor(own)}>
        {words.readIt}
      </a>
      {others.map((each) => (
        <a class="button second" href={at + fileFor(each)} hreflang={each}>
          <span lang={each}>{nameOf(each)}</span>
        </a>
      ))}
    </p>
  )
}

function nameOf(language: string): string {
  const known = pageLanguageOf(language)
  return known ? LANGUAGES[known].name : language
}

function Citing({ frame, item, whole, origin }: PartProps & { readonly whole: Whole; readonly origin: string }) {
  const language = languageFor(item.about, frame.language)
  const { survey, release, date } = item.about
  const said = standingInWords(whole.status, language)
  return (
    <>
      <h2 lang={language} dir={directionOf(language)}>
        {said.citing}
      </h2>
      <p lang={language} dir={directionOf(language)}>
        {citationSentence({ survey, release, date, language, status: whole.status })}
      </p>
      <p>
        <bdi dir="ltr">{origin + addresses.version(item.version)}</bdi>
      </p>
      {!whole.dataOnly && (
        <p class="soft">
          <bdi dir="ltr">SHA-256 {item.id}</bdi>
        </p>
      )}
    </>
  )
}

function Deciding({ frame, item, log, origin }: PartProps & Pick<VersionPageProps, 'log' | 'origin'>) {
  const words = siteWords(frame.language)
  const { state } = log
  const decision = decisionOn(state, item.version.artifact)
  if (!decision) return ''
  const { askedBy, benefits, returns, harms } = decision.about
  const address = `${origin === '' ? '…' : origin}${addresses.version(item.version)}`
  return (
    <>
      <h2>{words.decided}</h2>
      <p>{words.reviews(decision.reviews, decision.consents)}</p>
      {decision.smallBoard && <p>{words.smallBoard}</p>}
      {decision.objections.map(({ category, reason }) => (
        <p>
          <Around say={(why) => words.objection(words.objections[objectionCategory.parse(category)], why)} text={reason} item={item} />
        </p>
      ))}
      <p>
        {words.fingerprint} <code dir="ltr">{state.ledger.replace(/(.{8})(?=.)/g, '$1 ')}</code>
      </p>
      {item.standing === 'stands' && (
        <p>
          {words.check} <code dir="ltr">node cli/chorus.mjs verify {address}</code>
        </p>
      )}
      <h2>{words.why}</h2>
      <dl>
        {[
          [words.askedBy, askedBy],
          [words.benefits, benefits],
          [words.returns, returns],
          [words.harms, harms],
        ].map(([name, text]) => (
          <div style="display:block">
            <dt>{name}</dt>
            <dd dir="auto" lang={boardsLanguage(item)}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** The files that most readers look for; everything else is one step away. */
const FIRST = ['report.csv', 'questions.csv', 'methods.json', 'proof.json', SUMS, VOTED_SUMS]

function FileList({ frame, whole }: Pick<PartProps, 'frame'> & { readonly whole: Whole }) {
  const words = siteWords(frame.language)
  const names = [...whole.files.keys()]
  const [first, others] = [FIRST.filter((name) => whole.files.has(name)), names.filter((name) => !FIRST.includes(name))]
  const listed = (names: readonly string[]) => (
    <ul>
      {names.map((name) => (
        <li>
          <a href={name}>{name}</a> ({words.bytes(whole.files.get(name)?.bytes ?? 0)})
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <h2>{words.files}</h2>
      <p>{whole.dataOnly ? words.dataOnlyFiles : words.filesText}</p>
      {listed(first)}
      <details>
        <summary>{words.otherFiles}</summary>
        {listed(others)}
      </details>
    </>
  )
}

function Versions({ frame, all, item }: PartProps & Pick<VersionPageProps, 'all'>) {
  const words = siteWords(frame.language)
  return (
    <>
      <h2>{words.versions}</h2>
      <ul>
        {all.map((each) => (
          <li>
            {each === item ? (
              <strong aria-current="page">{words.version(each.version.number)}</strong>
            ) : (
              <a href={linkTo(addresses.version(each.version), frame)}>{words.version(each.version.number)}</a>
            )}
            , <time datetime={each.version.day}>{each.version.day}</time>. {words.kinds[each.version.kind]}
            {each.version.why === undefined ? '.' : <Around say={(why) => `: ${why}`} text={each.version.why} item={each} />}{' '}
            {marksOf(each, false, frame.language).map((mark) => `(${mark})`)}
          </li>
        ))}
      </ul>
    </>
  )
}
