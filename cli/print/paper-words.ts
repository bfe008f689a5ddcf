import type { PageLanguage } from '#shared/languages.ts'

/** The words that only a form on paper has. */
export type PaperWords = {
  readonly how: string
  readonly noNames: string
  /** A promise of the pages that paper cannot keep. */
  readonly noCode: string
  /** Without such a consent nothing of a form may be counted. */
  readonly needed: string
  readonly codes: string
  readonly skipPart: string
}

export const PAPER_WORDS: Readonly<Record<PageLanguage, PaperWords>> = {
  en: {
    how: 'Tick the boxes that fit. You can leave out any question, and stop at any time.',
    noNames: 'Please do not write your name, an address, or anything else that shows who you are.',
    noCode:
      'On paper there is no receipt code: once you have handed this in, nobody can find it again to give it back or delete it. If you want to be able to take your answers back, answer through the link instead.',
    needed: 'A form without a tick in a box that is needed to take part is not typed in.',
    codes: 'The small words beside the boxes are for the person who types the answers in.',
    skipPart: 'I leave out this whole part',
  },
  es: {
    how: 'Marca las casillas que correspondan. Puedes dejar en blanco cualquier pregunta y parar cuando quieras.',
    noNames: 'Por favor, no escribas tu nombre, una dirección ni nada que muestre quién eres.',
    noCode:
      'En papel no hay código de recibo: cuando hayas entregado esta hoja, nadie podrá encontrarla para devolverla o borrarla. Si quieres poder retirar tus respuestas, responde por el enlace.',
    needed: 'Una hoja en la que no se ha marcado una casilla que hace falta para participar no se pasa al ordenador.',
    codes: 'Las palabras pequeñas junto a las casillas son para la persona que pasa las respuestas al ordenador.',
    skipPart: 'Dejo en blanco toda esta parte',
  },
  ar: {
    how: 'ضعوا علامة في المربعات المناسبة. يمكنكم ترك أي سؤال، والتوقف في أي وقت.',
    noNames: 'نرجو ألا تكتبوا اسمكم أو عنوانًا أو أي شيء آخر يدل على هويتكم.',
    noCode:
      'لا يوجد رمز إيصال على الورق: بعد تسليم هذه الأوراق لا يستطيع أحد العثور عليها لإعادتها أو حذفها. إذا أردتم أن تتمكنوا من سحب إجاباتكم، فأجيبوا عبر الرابط.',
    needed: 'لا تُدخل في الحاسوب أي استمارة لم توضع فيها علامة في مربع كُتب بجانبه أنه لازم للمشاركة.',
    codes: 'الكلمات الصغيرة بجانب المربعات لمن يُدخل الإجابات في الحاسوب.',
    skipPart: 'أترك هذا الجزء كله',
  },
  de: {
    how: 'Kreuze an, was passt. Du kannst jede Frage auslassen und jederzeit aufhören.',
    noNames: 'Bitte schreibe nicht deinen Namen, eine Adresse oder sonst etwas hin, das zeigt, wer du bist.',
    noCode:
      'Auf Papier gibt es keinen Beleg-Code: Wenn du diese Blätter abgegeben hast, kann sie niemand wiederfinden, um sie zurückzugeben oder zu löschen. Wenn du deine Antworten zurücknehmen können möchtest, antworte über den Link.',
    needed: 'Ein Bogen, auf dem ein Kästchen nicht angekreuzt ist, das nötig ist, um mitzumachen, wird nicht eingetippt.',
    codes: 'Die kleinen Wörter neben den Kästchen sind für die Person, die die Antworten eintippt.',
    skipPart: 'Ich lasse diesen ganzen Teil aus',
  },
}
