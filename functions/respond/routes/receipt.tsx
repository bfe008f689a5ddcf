import { formatCode } from '#shared/response/receipt.ts'
import type { PurposeId } from '#shared/survey/survey.ts'
import { GonePage } from '../pages/ending-pages.tsx'
import { inLanguage, surveyFrame } from '../pages/frame.ts'
import { ReceiptPage } from '../pages/receipt-page.tsx'
import { pathsOf } from '../paths.ts'
import { flashTo, type RouteContext, show } from '../route.ts'
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
  const { flash, deps, request } = c.env
  const receipt = flash?.receipt
  const edition = receipt && (await deps.editions.at(receipt.version))
  if (!edition) return gonePage(c)
  const language = languageOf(edition, request.language ?? receipt.language)
  const frame = surveyFrame(edition, language, false)
  const agreed = receipt.agreed && { given: receipt.agreed.given, day: new Date(receipt.agreed.day) }
  return show(c, <ReceiptPage {...{ frame, edition, language, agreed }} code={formatCode(Buffer.from(receipt.code, 'hex'))} />)
}

function gonePage(c: RouteContext): Promise<Response> {
  return show(c, <GonePage frame={c.env.frame} />, { status: 410 })
}
