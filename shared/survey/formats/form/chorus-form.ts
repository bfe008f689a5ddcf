import type { PurposeId } from '../../consent-text.ts'
import type { LabelTexts } from './label-texts.ts'

/** What a form that knows of Chorus says beside its questions. */
export type ChorusForm = {
  /** What people are asked to agree to. */
  readonly purposes: readonly { readonly id: PurposeId; readonly label: LabelTexts }[]
  /** Undefined where the form has none: then `survey export` did not make it. */
  readonly release: FormRelease | undefined
}

/** By question, and the id of each roll-up. */
export type RollupNames = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Facts as survey.yaml holds them, and words as language files do, by language. */
export type FormRelease = {
  readonly facts: Readonly<Record<string, unknown>>
  readonly words: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** What the numbers of questions count, by language and question. */
  readonly units: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** What answers taken together are called, by language and question. */
  readonly rollups: ReadonlyMap<string, RollupNames>
}
