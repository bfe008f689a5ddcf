import * as z from 'zod'
import type { FormFinding } from '../form/finding.ts'
import { READ_KEYS } from './surveyjs-shape.ts'

/** Keys of how things look, what buttons say, and conveniences: nothing is lost that people are asked or told. */
const LOOKS = new Set(
  [
    'titleLocation descriptionLocation errorLocation questionTitleLocation questionTitleWidth questionDescriptionLocation questionErrorLocation',
    'width minWidth maxWidth minHeight maxHeight startWithNewLine indent rightIndent innerIndent size cols colCount state renderAs renderMode',
    'isAllRowRequired autoGrow allowResize acceptCarriageReturn placeholder placeHolder optionsCaption isRequired requiredErrorText requiredText commentPlaceholder',
    'otherPlaceholder otherErrorText commentText hideNumber showNumber showQuestionNumbers questionStartIndex searchEnabled searchMode closeOnSelect',
    'displayMode rateDisplayMode rateType scaleColorMode rateColorMode displayRateDescriptionsAsExtremeItems autoGenerate swapOrder minImageWidth',
    'maxImageWidth minImageHeight maxImageHeight imageFit imageHeight imageWidth showLabel contentMode alternateRows rowTitleWidth columnMinWidth',
    'verticalAlign cellHeight itemSize itemTitleWidth allowClear showClearButton textUpdateMode dataList autocomplete cssClasses page tag id',
    'showSelectAllItem hasSelectAll selectAllText separateSpecialChoices navigationTitle navigationDescription navigationButtonsVisibility',
    'showNavigationButtons showPrevButton showTitle showPageTitles showPageNumbers showProgressBar progressBarType progressBarLocation logo logoFit',
    'logoWidth logoHeight logoPosition completeText pageNextText pagePrevText startSurveyText previewText editText widthMode fitToContainer',
    'headerView backgroundImage backgroundOpacity focusFirstQuestionAutomatic focusOnFirstError questionTitlePattern textUpdateDelay clearInvisibleValues',
    'sendResultOnPageNext storeOthersAsComment showTOC tocLocation gridLayoutEnabled gridLayoutColumns colSpan maxTextLength maxOthersLength cookieName',
    'checkErrorsMode showCompletedPage itemValue inputSize ariaRole ariaLabel locale scaleMin useDisplayValuesInTitle showCompletePage surveyId surveyPostId',
  ].flatMap((line) => line.split(' ')),
)

const list = z.array(z.looseObject({})).catch([])
const raw = z.looseObject({ pages: list.optional(), elements: list.optional(), questions: list.optional(), columns: list.optional() })
type Raw = z.infer<typeof raw>

/** Keys of a survey that say something and are not read, each once, with the line of the first thing that has it. */
export function unreadKeys(json: unknown, lineOf: (path: string) => number): FormFinding[] {
  const found = new Map<string, { row: number; names: string[] }>()
  const note = (thing: Raw, read: ReadonlySet<string>, path: string, name: string) => {
    for (const key of Object.keys(thing)) {
      if (read.has(key) || LOOKS.has(key)) continue
      const before = found.get(key)
      if (before) before.names.push(name)
      else found.set(key, { row: lineOf(path), names: [name] })
    }
  }
  const elements = (thing: Raw, path: string) => {
    for (const [key, listed] of [
      ['elements', thing.elements ?? []],
      ['questions', thing.questions ?? []],
    ] as const)
      for (const [i, each] of listed.entries()) {
        const at = `${path}/${key}/${i}`
        note(each, READ_KEYS.element, at, nameOf(each, key))
        const inside = raw.parse(each)
        if (each.type === 'matrixdropdown')
          for (const [c, column] of (inside.columns ?? []).entries())
            note(raw.parse(column), READ_KEYS.column, `${at}/columns/${c}`, `${nameOf(each, key)}.${nameOf(raw.parse(column), 'column')}`)
        elements(inside, at)
      }
  }
  const survey = raw.safeParse(json)
  if (!survey.success) return []
  note(survey.data, READ_KEYS.survey, '', 'the survey')
  elements(survey.data, '')
  for (const [i, each] of (survey.data.pages ?? []).entries()) {
    note(each, READ_KEYS.page, `/pages/${i}`, nameOf(each, 'page'))
    elements(raw.parse(each), `/pages/${i}`)
  }
  return [...found].map(([key, { row, names }]) => ({
    kind: 'dropped',
    row,
    column: key,
    message: `"${key}" is not read here: ${names.slice(0, 5).join(', ')}${names.length > 5 ? `, and ${names.length - 5} more` : ''}`,
    remedy: 'Look whether people are asked or told something by it',
  }))
}

function nameOf(thing: Raw, kind: string): string {
  return typeof thing.name === 'string' ? thing.name : kind
}
