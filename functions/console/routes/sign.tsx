import { appendAct } from '#functions/append-act.ts'
import { daysAfter } from '#shared/governance/days.ts'
import type { UnsignedAct } from '#shared/governance/entries.ts'
import { ActRefused } from '#shared/governance/ledger-state.ts'
import { type Intent, statementFor } from '#shared/governance/ledger-writer.ts'
import { statementId } from '#shared/governance/replay.ts'
import { challengeOf } from '#shared/governance/signature.ts'
import type { Signature } from '#shared/governance/statement.ts'
import { LedgerFault } from '#shared/governance/verified-log.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import { dropWaiting, keepReview, readWaiting, type Waiting } from '../desk.ts'
import { sentenceOf } from '../pages/act-sentences.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { Ceremony } from '../pages/ceremony.tsx'
import { ProposalInFull } from '../pages/proposal-facts.tsx'
import { TroublePage } from '../pages/trouble-pages.tsx'
import { assertionIn } from '../passkeys.ts'
import { signLength } from '../room.ts'
import { formOf, goTo, nowIn, placeIn, type Seated, show } from '../route.ts'

type Path = '/board/sign/:id'

/** Exactly what is signed, in words and by its hash. The passkey answers the hash of these very words and no others. */
export async function signPage(seated: Seated<Path>): Promise<Response> {
  const { c, seat } = seated
  const waits = await readWaiting(c.env.services, c.req.param('id'), seat.person.id, nowIn(c.env.services))
  return waits ? ask(seated, waits) : isOver(seated)
}

async function ask({ c, view, room, seat }: Seated<Path>, waits: Waiting, notice?: string): Promise<Response> {
  const { words } = view
  const { sign } = words
  const { key } = seat.person
  const intent = { ...waits.act, by: seat.person.id, day: room.today, seen: room.state.head }
  const { sentence, text } = sentenceOf(intent.by, waits.act, room.state, words)
  const exactly = hashIn(waits.act)
  return show(
    c,
    <BoardLayout view={view} title={sign.title} back={waits.back} hasCeremony>
      {notice !== undefined && (
        <p class="wrong" role="alert">
          {notice}
        </p>
      )}
      <h1>{sign.heading}</h1>
      <div class="card">
        <p>{sentence}</p>
        {text !== undefined && (
          <p class="words" dir="auto">
            {text}
          </p>
        )}
        <p>
          {sign.day}: <bdi>{room.today}</bdi>
        </p>
        {exactly !== undefined && (
          <p>
            {sign.exactly}: <br />
            <span class="hash">{exactly}</span>
          </p>
        )}
      </div>
      {waits.act.kind === 'propose' && <ProposalInFull {...{ view, room }} body={waits.act.body} />}
      <p>{sign.lead}</p>
      <Ceremony
        view={view}
        kind="get"
        action={`/board/sign/${c.req.param('id')}`}
        challenge={challengeOf(statementFor(room.log, intent))}
        site={placeIn(c).site}
        credentials={key.kind === 'passkey' ? [key.credential] : []}
        button={sign.button}
      >
        <input type="hidden" name="day" value={room.today} />
        <input type="hidden" name="seen" value={room.state.head} />
      </Ceremony>
    </BoardLayout>,
    notice === undefined ? 200 : 422,
  )
}

/** Puts the signed act into the ledger; the ledger's own rules say whether it may stand there. */
export async function sign(seated: Seated<Path>): Promise<Response> {
  const { c, view, room, seat } = seated
  const { services } = c.env
  const { sign: say, signIn } = view.words
  const id = c.req.param('id')
  const waits = await readWaiting(services, id, seat.person.id, nowIn(services))
  if (!waits) return isOver(seated)
  const form = formOf(c)
  const answer = assertionIn(form)
  if (!answer) return ask(seated, waits, signIn.needsScript)
  const day = form.get('day') ?? ''
  // Somebody may sign right before midnight. A day that has not come, or is long over, is signed by nobody here.
  if (day !== room.today && day !== daysAfter(room.today, -1)) return ask(seated, waits, say.wrongDay)
  const seen = sha256Hex.safeParse(form.get('seen'))
  if (!seen.success) return ask(seated, waits, say.failed)
  // The page said what had been read of the ledger when it was shown; the signature holds it to that.
  const intent: Intent = { ...waits.act, by: seat.person.id, day, seen: seen.data }
  const { authenticatorData, clientData, value } = answer
  const sig: Signature = { kind: 'passkey', authenticatorData, clientData, value }
  // The review is kept before its hash is in the ledger: a hash that nobody can open would hold up everything.
  if (waits.opens && waits.act.kind === 'commit') await keepReview(services, waits.act.body.commitment, waits.opens, nowIn(services))
  try {
    const next = await appendAct(
      services.ledger,
      room.log,
      { ...intent, charter: room.state.charterHash, sig },
      () => services.reader?.latest() ?? Promise.reject(new Error('there is no board')),
    )
    if (!next) return await ask(seated, waits, say.busy)
    await dropWaiting(services, id)
    await signLength(services, next)
  } catch (thrown) {
    if (!(thrown instanceof LedgerFault || thrown instanceof ActRefused)) throw thrown
    return refused(seated, thrown)
  }
  const statement = statementFor(room.log, intent)
  return goTo(c, waits.act.kind === 'propose' ? `/board/p/${statementId(statement)}/done` : `${waits.back}/done`)
}

function refused({ c, view }: Seated<Path>, { message }: Error): Promise<Response> {
  const { sign: say } = view.words
  const because = message.replace(/^entry \d+: /, '')
  const isForged = because.startsWith('the signature is not that of')
  return show(
    c,
    <TroublePage
      view={view}
      heading={say.refusedHeading}
      text={isForged ? say.failed : say.refused}
      {...(isForged ? {} : { detail: because })}
    />,
    409,
  )
}

function isOver({ c, view }: Seated<Path>): Promise<Response> {
  const { overHeading, over } = view.words.sign
  return show(c, <TroublePage view={view} heading={overHeading} text={over} />, 409)
}

/** The hash of what is decided on, where the act names one. */
function hashIn({ body }: UnsignedAct): string | undefined {
  if ('artifact' in body) return body.artifact
  if ('sha256' in body) return body.sha256
  return 'release' in body ? body.release : undefined
}
