import type { Element } from './surveyjs-shape.ts'

/** A part of an element that a survey here cannot hold: the property that says it, what is lost, and what can be done. */
export type UnreadPart = { readonly property: string; readonly message: string; readonly remedy: string }

/** What of an element with this name does not come along, though the element does. */
export function unreadParts(element: Element, name: string): UnreadPart[] {
  const { enableIf, rowsVisibleIf, columnsVisibleIf, choicesVisibleIf, choicesEnableIf, choices = [], validators = [] } = element
  const says = (condition: string | undefined) => (condition ?? '').trim() !== ''
  const parts: (UnreadPart | false)[] = [
    says(enableIf) && {
      property: 'enableIf',
      message: `when "${name}" can be answered is left out: it is shown to everybody`,
      remedy: 'Write it as visibleIf',
    },
    (element.readOnly ?? false) && {
      property: 'readOnly',
      message: `that "${name}" can only be read is left out: people can answer it`,
      remedy: 'Take it out, or ask it so',
    },
    says(rowsVisibleIf) && {
      property: 'rowsVisibleIf',
      message: `all rows of "${name}" are shown to everybody: their condition is left out`,
      remedy: 'Write the condition of each row as its visibleIf',
    },
    says(columnsVisibleIf) && {
      property: 'columnsVisibleIf',
      message: `all columns of "${name}" are shown to everybody: their condition is left out`,
      remedy: 'Nothing to do',
    },
    [choicesVisibleIf, choicesEnableIf, ...choices.flatMap((each) => [each.visibleIf, each.enableIf])].some(says) && {
      property: 'choices',
      message: `all choices of "${name}" are shown to everybody: their own conditions are left out`,
      remedy: 'Nothing to do',
    },
    says(element.requiredIf) && {
      property: 'requiredIf',
      message: `when "${name}" has to be answered is left out: every question here can be skipped`,
      remedy: 'Nothing to do',
    },
    presetOf(element) !== undefined && {
      property: presetOf(element) ?? '',
      message: `the answer that "${name}" has before anybody gives one, or gets by itself, is left out: conditions see what people answered`,
      remedy: 'Look whether a condition counted on it',
    },
    (element.showCommentArea ?? element.hasComment ?? false) && {
      property: 'showCommentArea',
      message: `the words that people can write beside "${name}" are left out`,
      remedy: 'Ask for them in a question for words',
    },
    ((element.minSelectedChoices ?? 0) > 0 || validators.some(({ minCount = 0 }) => minCount > 0)) && {
      property: 'minSelectedChoices',
      message: `the fewest choices of "${name}" are left out: people may choose fewer`,
      remedy: 'Say in the description how many to choose',
    },
    hasOtherChecks(validators) && uncheckedPart(name),
  ]
  return parts.filter((part) => part !== false)
}

/** The first property by which an answer comes from the survey and not from a person. */
function presetOf(element: Element): string | undefined {
  const { defaultValue, defaultValueExpression, setValueIf, setValueExpression, resetValueIf } = element
  const presets = { defaultValue, defaultValueExpression, setValueIf, setValueExpression, resetValueIf }
  return Object.entries(presets).find(([, value]) => value !== undefined && value !== null && value !== '')?.[0]
}

/** Whether validators say more than limits of numbers, of length and of choices, and that a text is an address. */
export function hasOtherChecks(validators: NonNullable<Element['validators']>): boolean {
  return validators.some(({ type = '', minLength = 0 }) => !['numeric', 'text', 'email', 'answercount'].includes(type) || minLength > 0)
}

export function uncheckedPart(name: string): UnreadPart {
  return {
    property: 'validators',
    message: `a check of the answers to "${name}" is left out`,
    remedy: 'Say in the description what a good answer is',
  }
}
