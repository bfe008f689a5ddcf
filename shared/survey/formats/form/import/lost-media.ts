import type { FormFinding } from '../finding.ts'
import type { Form, FormGroup, FormQuestion } from '../form-shape.ts'
import { hasMedia } from '../label-markup.ts'

/** Names the parts and questions whose words show a picture or play a sound: pages here show text alone. */
export function lostMedia({ questions, places: { sheet, label } }: Form): FormFinding[] {
  const groups = [...new Set(questions.flatMap((question) => question.groups))]
  return [...groups, ...questions]
    .filter((each) => textsOf(each).some(hasMedia))
    .map(({ name, row }) => ({
      kind: 'dropped',
      ...(sheet !== undefined && { sheet }),
      row,
      column: label,
      message: `the picture or sound in the words of "${name}" is left out`,
      remedy: 'Nothing to do, where the words say enough',
    }))
}

function textsOf(asked: FormQuestion | FormGroup): string[] {
  const choices = 'choices' in asked ? asked.choices.map((choice) => choice.label) : []
  const own = 'choices' in asked ? [asked.label, asked.hint] : [asked.label, asked.info ?? new Map(), asked.stem ?? new Map()]
  return [...own, ...choices].flatMap((words) => [...words.values()])
}
