import type { PageLanguage } from '#shared/languages.ts'

/** The words that only a form on paper has. */
export type PaperWords = {
  readonly how: string
  readonly noNames: string
  /** A promise of the pages that paper cannot keep. */
  readonly noCode: string
  /** In place of sentences that are true of the pages alone: how to stop, who reads the form, where it may be seen, how long it is kept. */
  readonly onPaper: { readonly title: string; readonly lines: readonly string[]; readonly places: string; readonly instead: string }
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
    onPaper: {
      title: 'On paper',
      lines: [
        'If you want to stop, do not hand this form in, and destroy it. Nobody asks why.',
        'The people who collect the forms can read them. One of them types the ticks into a computer. What you write in your own words is not typed in: it stays on this paper.',
        'Somebody who finds this form can read it. Fill it in where nobody looks on, fold it, and hand it in yourself.',
        'The forms are locked away, are kept no longer than is said below for answers, and are then destroyed.',
      ],
      places: 'The places where you can turn to are at the end of this form.',
      instead: 'On paper this is different: see "On paper" above.',
    },
    needed: 'A form without a tick in a box that is needed to take part is not typed in.',
    codes: 'The small words beside the boxes are for the person who types the answers in.',
    skipPart: 'I leave out this whole part',
  },
  es: {
    how: 'Marca las casillas que correspondan. Puedes dejar en blanco cualquier pregunta y parar cuando quieras.',
    noNames: 'Por favor, no escribas tu nombre, una dirección ni nada que muestre quién eres.',
    noCode:
      'En papel no hay código de recibo: cuando hayas entregado esta hoja, nadie podrá encontrarla para devolverla o borrarla. Si quieres poder retirar tus respuestas, responde por el enlace.',
    onPaper: {
      title: 'En papel',
      lines: [
        'Si quieres parar, no entregues esta hoja y destrúyela. Nadie te preguntará por qué.',
        'Las personas que recogen las hojas pueden leerlas. Una de ellas copia las marcas en una computadora. Lo que escribes con tus propias palabras no se copia: se queda en este papel.',
        'Quien encuentre esta hoja puede leerla. Rellénala donde nadie mire, dóblala y entrégala en persona.',
        'Las hojas se guardan bajo llave, no más tiempo del que se dice abajo para las respuestas, y después se destruyen.',
      ],
      places: 'Los lugares a los que puedes acudir están al final de esta hoja.',
      instead: 'En papel esto es distinto: mira «En papel», arriba.',
    },
    needed: 'Una hoja en la que no se ha marcado una casilla que hace falta para participar no se copia.',
    codes: 'Las palabras pequeñas junto a las casillas son para la persona que copia las respuestas en una computadora.',
    skipPart: 'Dejo en blanco toda esta parte',
  },
  ar: {
    how: 'ضعوا علامة في المربعات المناسبة. يمكنكم ترك أي سؤال، والتوقف في أي وقت.',
    noNames: 'نرجو ألا تكتبوا اسمكم أو عنوانًا أو أي شيء آخر يدل على هويتكم.',
    noCode:
      'لا يوجد رمز إيصال على الورق: بعد تسليم هذه الأوراق لا يستطيع أحد العثور عليها لإعادتها أو حذفها. إذا أردتم أن تتمكنوا من سحب إجاباتكم، فأجيبوا عبر الرابط.',
    onPaper: {
      title: 'على الورق',
      lines: [
        'إذا أردتم التوقف، فلا تسلّموا هذه الاستمارة وأتلفوها. لن يسألكم أحد عن السبب.',
        'يستطيع من يجمعون الاستمارات قراءتها. ويُدخل أحدهم العلامات في الحاسوب. أما ما تكتبونه بكلماتكم فلا يُدخل فيه، ويبقى على هذا الورق.',
        'يستطيع من يجد هذه الاستمارة أن يقرأها. املؤوها حيث لا ينظر إليكم أحد، واطووها، وسلّموها بأنفسكم.',
        'تُحفظ الاستمارات في مكان مقفل، لمدة لا تتجاوز المدة المذكورة أدناه للإجابات، ثم تُتلف.',
      ],
      places: 'الأماكن التي يمكنكم اللجوء إليها مذكورة في آخر هذه الاستمارة.',
      instead: 'الأمر مختلف على الورق: انظروا «على الورق» أعلاه.',
    },
    needed: 'لا تُدخل في الحاسوب أي استمارة لم توضع فيها علامة في مربع كُتب بجانبه أنه لازم للمشاركة.',
    codes: 'الكلمات الصغيرة بجانب المربعات لمن يُدخل الإجابات في الحاسوب.',
    skipPart: 'أترك هذا الجزء كله',
  },
  de: {
    how: 'Kreuze an, was passt. Du kannst jede Frage auslassen und jederzeit aufhören.',
    noNames: 'Bitte schreibe nicht deinen Namen, eine Adresse oder sonst etwas hin, das zeigt, wer du bist.',
    noCode:
      'Auf Papier gibt es keinen Beleg-Code: Wenn du diese Blätter abgegeben hast, kann sie niemand wiederfinden, um sie zurückzugeben oder zu löschen. Wenn du deine Antworten zurücknehmen können möchtest, antworte über den Link.',
    onPaper: {
      title: 'Auf Papier',
      lines: [
        'Wenn du aufhören möchtest, gib diesen Bogen nicht ab und vernichte ihn. Niemand fragt, warum.',
        'Die Menschen, die die Bögen einsammeln, können sie lesen. Jemand von ihnen tippt die Kreuze in einen Computer ein. Was du in eigenen Worten schreibst, wird nicht eingetippt: Es bleibt auf diesem Papier.',
        'Wer diesen Bogen findet, kann ihn lesen. Fülle ihn aus, wo niemand zusieht, falte ihn und gib ihn selbst ab.',
        'Die Bögen werden weggeschlossen, nicht länger aufbewahrt, als unten für Antworten steht, und dann vernichtet.',
      ],
      places: 'Wohin du dich wenden kannst, steht am Ende dieses Bogens.',
      instead: 'Auf Papier ist das anders: siehe oben „Auf Papier“.',
    },
    needed: 'Ist ein Kästchen leer, das nötig ist, um mitzumachen, wird der Bogen nicht eingetippt.',
    codes: 'Die kleinen Wörter neben den Kästchen sind für die Person, die die Antworten eintippt.',
    skipPart: 'Ich lasse diesen ganzen Teil aus',
  },
}
