import type { FormLimits } from '../form/form-shape.ts'

/** Tags that are read, and those that only say how something looks or who else sees it: nothing that people are asked is lost. */
const READ_OR_LOOKS = new Set(
  `HIDDEN HIDDEN-SURVEY CALCTEXT CALCDATE NOW NOW-SERVER NOW-UTC TODAY TODAY-SERVER TODAY-UTC USERNAME NONEOFTHEABOVE MAXCHECKED CHARLIMIT RANDOMORDER HIDECHOICE SHOWCHOICE
  HIDDEN-FORM HIDDEN-APP HIDDEN-PDF PLACEHOLDER PASSWORDMASK HIDEBUTTON RICHTEXT INLINE INLINE-PREVIEW NOMISSING SYNC-APP BARCODE-APP APPUSERNAME-APP SAVE-PROMPT-EXEMPT
  LANGUAGE-CURRENT-FORM LANGUAGE-CURRENT-SURVEY LANGUAGE-FORCE LANGUAGE-FORCE-FORM LANGUAGE-FORCE-SURVEY LANGUAGE-SET READONLY-FORM READONLY-APP DOWNLOAD-COUNT`.split(
    /\s+/,
  ),
)

/** The action tags of a field's annotation. */
export type ActionTags = {
  /** Whether people who answer a survey never see the field, or cannot answer it. */
  readonly isHidden: boolean
  readonly isRandom: boolean
  readonly limits: FormLimits
  /** Whether a choice is shown. */
  readonly shows: (code: string) => boolean
  /** Tags that do something which is lost here, such as @DEFAULT. */
  readonly lost: readonly string[]
}

export function actionTags(annotation: string): ActionTags {
  // What a condition adds is not so for everybody: the tag @IF itself is said to be lost.
  const plain = withoutConditions(annotation)
  const tags = [...plain.matchAll(/(?:^|\s)@([A-Z][A-Z-]*[A-Z])(?=$|[\s=('"])/g)].map(([, tag = '']) => tag)
  const listed = (tag: string) =>
    valueGiven(plain, tag)
      ?.split(',')
      .map((each) => each.trim())
  const alone = listed('NONEOFTHEABOVE')
  const [longest, most] = ['CHARLIMIT', 'MAXCHECKED'].map((tag) => /^\d+$/.exec(valueGiven(plain, tag) ?? '')?.[0])
  const hidden = listed('HIDECHOICE') ?? []
  const shown = listed('SHOWCHOICE')
  return {
    isHidden: tags.some((tag) => /^(HIDDEN|HIDDEN-SURVEY|CALCTEXT|CALCDATE|USERNAME|(NOW|TODAY)(-SERVER|-UTC)?)$/.test(tag)),
    isRandom: tags.includes('RANDOMORDER'),
    limits: {
      ...(alone !== undefined && { alone }),
      ...(longest !== undefined && { longest: Number(longest) }),
      ...(most !== undefined && { most: Number(most) }),
    },
    shows: (code) => !hidden.includes(code) && (shown?.includes(code) ?? true),
    lost: [...new Set([...(plain === annotation ? [] : ['IF']), ...tags.filter((tag) => !READ_OR_LOOKS.has(tag))])],
  }
}

function valueGiven(annotation: string, tag: string): string | undefined {
  const found = new RegExp(`@${tag}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([\\w,.-]+))`).exec(annotation)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/** The annotation without each `@IF(...)` and what stands in its brackets. */
function withoutConditions(annotation: string): string {
  let rest = annotation
  for (let at = rest.search(/@IF\s*\(/); at >= 0; at = rest.search(/@IF\s*\(/)) {
    let depth = 0
    let end = rest.indexOf('(', at)
    for (; end < rest.length; end++) {
      if (rest[end] === '(') depth++
      if (rest[end] === ')' && --depth === 0) break
    }
    rest = rest.slice(0, at) + rest.slice(end + 1)
  }
  return rest
}
