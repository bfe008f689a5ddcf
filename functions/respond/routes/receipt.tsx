import { formatCode } from '#shared/response/receipt.ts'
import type { PurposeId } from '#shared/survey/survey.ts'
import type { Flash } from '../flash.ts'
import { GonePage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame } from '../pages/page-frames.ts'
import type { SurveyPageProps } from '../pages/page-props.ts'
import { PaperPage, ReceiptPage } from '../pages/receipt-page.tsx'
import { pathsOf } from '../paths.ts'
import { addressWith, flashTo, keepsCookies, type RouteContext, show } from '../route.ts'
import { type Edition, languageOf } from '../visit/editions.ts'

type Sent = {
  readonly edition: Edition
  readonly language: string
  readonly codeBits: Uint8Array
  /** Absent when the answers were sent before and only the code is known. */
  readonly given?: readonly PurposeId[] | undefined
}

/** After Send: leads to the receipt, which the browser carries there and nobody keeps. */
export function goToReceipt(c: RouteContext, { edition, language, codeBits, given }: Sent, ...cookies: readonly string[]): Response {
  const { version, link, survey } = edition
  const receipt = {
    version,
    language,
    code: Buffer.from(codeBits).toString('hex'),
    ...(given && { agreed: { given: [...given], day: c.env.deps.services.clock().toISOString() } }),
  }
  return flashTo(c, inLanguage(pathsOf(link).receipt, survey, language), { why: 'sent', receipt }, ...cookies)
}

/** The receipt, for half an hour: then it can only be said that the answers are in, and that the code is gone. */
export async function receiptPage(c: RouteContext<'/s/:link/receipt'>): Promise<Response> {
  const shown = await receiptOf(c)
  if (!shown) return gonePage(c)
  const { receipt, ...page } = shown
  const agreed = receipt.agreed && { given: receipt.agreed.given, day: new Date(receipt.agreed.day) }
  return show(c, <ReceiptPage {...page} agreed={agreed} paperAt={besideReceipt(c, shown, 'paper')} />)
}

/** Shows the code alone, large, and its purpose: to print, or to photograph. It can be seen for as long as the receipt. */
export async function paperPage(c: RouteContext<'/s/:link/receipt/paper'>): Promise<Response> {
  const shown = await receiptOf(c)
  if (!shown) return gonePage(c)
  const { receipt, ...page } = shown
  return show(c, <PaperPage {...page} back={besideReceipt(c, shown, 'receipt')} />)
}

type Shown = SurveyPageProps & { readonly code: string; readonly receipt: NonNullable<Flash['receipt']> }

async function receiptOf(c: RouteContext): Promise<Shown | undefined> {
  const { flash, deps, request } = c.env
  const receipt = flash?.receipt
  const edition = receipt && (await deps.editions.at(receipt.version))
  if (!edition) return undefined
  const language = languageOf(edition, request.language ?? receipt.language)
  return { frame: surveyFrame(edition, language, false), edition, language, receipt, code: formatCode(Buffer.from(receipt.code, 'hex')) }
}

/** The other one of the two pages: without cookies its address holds the receipt, and no longer than this one would. */
function besideReceipt(c: RouteContext, { edition, language, receipt }: Shown, which: 'paper' | 'receipt'): string {
  const path = inLanguage(pathsOf(edition.link)[which], edition.survey, language)
  return keepsCookies(c.env.request) ? path : addressWith(c, path, { why: 'sent', receipt }, c.env.flash?.until)
}

function gonePage(c: RouteContext): Promise<Response> {
  return show(c, <GonePage frame={c.env.frame} />, { status: 410 })
}
