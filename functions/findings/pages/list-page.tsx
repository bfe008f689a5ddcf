import { addresses } from '../addresses.ts'
import type { Item } from '../shelves.ts'
import { marksOf, titleOf } from '../titles.ts'
import { siteWords } from '../words/words-of-site.ts'
import { linkTo, type SiteFrame, SitePage } from './site-page.tsx'

type ListPageProps = {
  readonly frame: SiteFrame
  /** The newest first. */
  readonly items: readonly Item[]
  readonly wanted: string
  /** Whether there is anything at all, found or not. */
  readonly isEmpty: boolean
}

/** Everything that is published, or what was looked for. */
export function ListPage({ frame, items, wanted, isEmpty }: ListPageProps) {
  const words = siteWords(frame.language)
  return (
    <SitePage frame={frame} title={words.results} wanted={wanted}>
      <h1>{words.results}</h1>
      {frame.group === undefined ? <p>{words.noBoard}</p> : <p>{words.intro(frame.group)}</p>}
      {frame.group !== undefined && isEmpty && <p>{words.nothingYet}</p>}
      {!isEmpty && (
        <search>
          <form action={addresses.list} method="get">
            {frame.isChosen && <input type="hidden" name="lang" value={frame.language} />}
            <p>
              <label for="q">{words.search.label}</label>
              <input type="text" id="q" name="q" value={wanted} autocomplete="off" />
            </p>
            <p class="go">
              <button type="submit">{words.search.go}</button>
              {wanted !== '' && (
                <a class="link" href={linkTo(addresses.list, frame)}>
                  {words.search.all}
                </a>
              )}
            </p>
          </form>
        </search>
      )}
      {wanted !== '' && <p role="status">{words.search.found(items.length, wanted)}</p>}
      {items.map((item) => (
        <ListedItem item={item} frame={frame} />
      ))}
    </SitePage>
  )
}

function ListedItem({ item, frame }: { readonly item: Item; readonly frame: SiteFrame }) {
  const words = siteWords(frame.language)
  const { version, about } = item
  const title = titleOf(about, frame.language)
  const marks = marksOf(item, frame.isDemonstration === true, frame.language)
  return (
    <article class="card">
      <h2>
        <a href={linkTo(addresses.version(version), frame)} lang={title.language} dir="auto">
          {title.text}
        </a>
      </h2>
      <p>
        {words.kinds[version.kind]}. {words.version(version.number)}, <time datetime={version.day}>{version.day}</time>.
      </p>
      {version.why !== undefined && (
        <p dir="auto" lang={about.survey.languages[0]}>
          {version.why}
        </p>
      )}
      {marks.length > 0 && <p class="soft">{marks.join('; ')}</p>}
    </article>
  )
}
