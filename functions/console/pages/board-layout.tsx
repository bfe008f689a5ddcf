import type { PropsWithChildren } from 'hono/jsx'
import { isSmallBoard } from '#shared/governance/charter.ts'
import { LanguageSwitch } from '#shared/pages/controls/language-switch.tsx'
import { WholePage } from '#shared/pages/whole-page.tsx'
import { type BoardFile, SCRIPT_FILE, STYLE_FILE } from '../board-files.ts'
import type { View } from '../route.ts'
import { BOARD_LANGUAGES } from '../words/load-board-words.ts'

type LayoutProps = PropsWithChildren<{
  readonly view: View
  readonly title: string
  readonly back?: string
  readonly hasError?: boolean
  /** The page asks for a passkey. */
  readonly hasCeremony?: boolean
  /** The script of a page about stories. */
  readonly script?: BoardFile
}>

/** A whole page of the board. */
export function BoardLayout({ view, title, back, hasError, hasCeremony, script, children }: LayoutProps) {
  const { words, language, room } = view
  const others = BOARD_LANGUAGES.filter((each) => each !== language)
  const head = (
    <>
      <link rel="stylesheet" href={STYLE_FILE.at} />
      {hasCeremony && <script src={SCRIPT_FILE.at} defer />}
      {script && <script src={script.at} defer />}
    </>
  )
  const bar = (
    <>
      <span>{room ? <bdi>{room.state.charter.group}</bdi> : words.site}</span>
      {room?.seat && (
        <form method="post" action={view.to('/board/sign-out')}>
          <button type="submit" class="second">
            {words.nav.signOut}
          </button>
        </form>
      )}
    </>
  )
  return (
    <WholePage
      language={language}
      title={(hasError ? words.errorPrefix : '') + words.title(title)}
      skip={words.skipToContent}
      {...{ head, bar }}
    >
      {room && <BoardNav view={view} />}
      <div class="bar">
        {back !== undefined && (
          <a class="link back" href={view.to(back)}>
            <span aria-hidden="true">‹</span> {words.back}
          </a>
        )}
        <LanguageSwitch by={{ to: others, path: view.path }} words={view.siteWords} />
      </div>
      {room?.state.charter.demonstration && <p class="note">{words.demonstration}</p>}
      {room && isSmallBoard(room.state.charter) && <p class="soft">{words.smallBoard}</p>}
      <main id="main" tabindex={-1}>
        {children}
      </main>
    </WholePage>
  )
}

function BoardNav({ view }: { readonly view: View }) {
  const { words, room, path } = view
  const entries = [
    room?.seat ? (['/board/waiting', words.nav.waiting] as const) : (['/board/sign-in', words.nav.signIn] as const),
    ...(room?.seat && !room.seat.isNewcomer ? [['/board/surveys', words.nav.surveys] as const] : []),
    ...(room?.seat && ['member', 'reviewer'].includes(room.seat.person.role) && !room.seat.isNewcomer
      ? [['/board/stories', words.nav.stories] as const]
      : []),
    ['/board/reports', words.nav.reports] as const,
    ['/board/ledger', words.nav.ledger] as const,
    ['/board/people', words.nav.people] as const,
  ]
  return (
    <nav class="board-nav" aria-label={words.nav.label}>
      {entries.map(([at, text]) => (
        <a class="link" href={view.to(at)} {...(at === path ? { 'aria-current': 'page' as const } : {})}>
          {text}
        </a>
      ))}
    </nav>
  )
}
