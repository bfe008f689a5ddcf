import type { PageLanguage } from '#shared/languages.ts'

/** The fixed words of pages that show several releases together. */
export type TogetherWords = {
  readonly coalition: (title: string) => string
  readonly waves: (title: string) => string
  readonly approved: string
  readonly trial: string
  readonly communities: string
  readonly source: (name: string, release: number, date: string, mark: string, id: string) => string
  readonly sums: readonly string[]
  readonly community: string
  readonly each: string
  readonly reports: string
  readonly changes: readonly string[]
  readonly sameSeries: string
  readonly rose: (answer: string, from: string, to: string) => string
  readonly fell: (answer: string, from: string, to: string) => string
  readonly unclear: (answer: string) => string
  readonly same: string
}

export const TOGETHER: Readonly<Record<PageLanguage, TogetherWords>> = {
  en: {
    coalition: (title) => `Survey results of several communities: ${title}`,
    waves: (title) => `Survey results side by side: ${title}`,
    approved: 'Made of reports that the boards named below approved. No board has approved this page as a whole.',
    trial: 'A trial, made of candidates. No board has approved these results: do not share them and do not cite them.',
    communities: 'Who asked',
    source: (name, release, date, mark, id) =>
      `${name}: report ${release}, counted on ${date} (${mark}). Its SHA256SUMS has the SHA-256 ${id}.`,
    sums: [
      'Each number is the sum of the numbers that the communities published. The ranges are added up too. Nobody’s answers were counted again.',
      'Where one community hides a number, the sum is hidden too. Somebody who answered in two communities is in the sum twice.',
    ],
    community: 'Community',
    each: 'Each community by itself, in percent of those asked',
    reports: 'Which reports',
    changes: [
      'A change is only told where the two ranges do not touch: then it is more than rounding can make.',
      'It says that those who answered gave other answers. It does not say that anybody changed, nor why: other people may have answered.',
    ],
    sameSeries:
      'These reports follow each other: each counts everybody who had answered until its day, so people in an earlier one are in the later one too.',
    rose: (answer, from, to) => `“${answer}” was chosen by a larger share of those asked: first ${from}, last ${to}.`,
    fell: (answer, from, to) => `“${answer}” was chosen by a smaller share of those asked: first ${from}, last ${to}.`,
    unclear: (answer) => `“${answer}”: whether the share rose or fell cannot be told.`,
    same: 'The last report repeats the numbers of the first here.',
  },
  es: {
    coalition: (title) => `Resultados de la encuesta en varias comunidades: ${title}`,
    waves: (title) => `Resultados de la encuesta, unos junto a otros: ${title}`,
    approved: 'Hecha con informes que aprobaron los consejos nombrados abajo. Ningún consejo ha aprobado esta página en conjunto.',
    trial: 'Una prueba, hecha con borradores. Ningún consejo ha aprobado estos resultados: no los compartan ni los citen.',
    communities: 'Quiénes preguntan',
    source: (name, release, date, mark, id) =>
      `${name}: informe ${release}, contado el ${date} (${mark}). Su SHA256SUMS tiene el SHA-256 ${id}.`,
    sums: [
      'Cada número es la suma de los números que publicaron las comunidades. También se suman los intervalos. No se volvió a contar ninguna respuesta.',
      'Donde una comunidad no muestra un número, tampoco se muestra la suma. Quien respondió en dos comunidades está dos veces en la suma.',
    ],
    community: 'Comunidad',
    each: 'Cada comunidad por separado, en porcentaje de las personas preguntadas',
    reports: 'Qué informes',
    changes: [
      'Solo se habla de un cambio donde los dos intervalos no se tocan: entonces es mayor que el redondeo.',
      'Dice que quienes respondieron dieron otras respuestas. No dice que alguien haya cambiado, ni por qué: pueden haber respondido otras personas.',
    ],
    sameSeries:
      'Estos informes se siguen: cada uno cuenta a todas las personas que habían respondido hasta su día, así que las de uno anterior están también en el posterior.',
    rose: (answer, from, to) => `«${answer}» la eligió una parte mayor de las personas preguntadas: primero ${from}, al final ${to}.`,
    fell: (answer, from, to) => `«${answer}» la eligió una parte menor de las personas preguntadas: primero ${from}, al final ${to}.`,
    unclear: (answer) => `«${answer}»: no se puede decir si la parte subió o bajó.`,
    same: 'El último informe repite aquí los números del primero.',
  },
  ar: {
    coalition: (title) => `نتائج الاستبيان في عدة مجتمعات: ${title}`,
    waves: (title) => `نتائج الاستبيان جنبًا إلى جنب: ${title}`,
    approved: 'تتكوّن هذه الصفحة من تقارير وافقت عليها المجالس المذكورة أدناه. لم يوافق أي مجلس على الصفحة بأكملها.',
    trial: 'تجربة تتكوّن من مسودات. لم يوافق أي مجلس على هذه النتائج: لا تنشروها ولا تستشهدوا بها.',
    communities: 'من الذي يسأل',
    source: (name, release, date, mark, id) =>
      `${name}: التقرير ${release}، حُسب يوم ${date} (${mark}). قيمة SHA-256 لملفه SHA256SUMS هي ${id}.`,
    sums: [
      'كل عدد هو مجموع الأعداد التي نشرتها المجتمعات، وتُجمع المديات أيضًا. لم تُحسب إجابة أحد من جديد.',
      'حيث لا يعرض أحد المجتمعات عددًا لا يُعرض المجموع أيضًا. ومن أجاب في مجتمعين يُحسب في المجموع مرتين.',
    ],
    community: 'المجتمع',
    each: 'كل مجتمع على حدة، بالنسبة المئوية ممن سُئلوا',
    reports: 'أي التقارير',
    changes: [
      'لا يُذكر تغيّر إلا حيث لا يتلامس المديان: فهو عندئذ أكبر مما يصنعه التقريب.',
      'وهو يقول إن من أجابوا أعطوا إجابات أخرى. ولا يقول إن أحدًا تغيّر ولا لماذا: فقد يكون من أجابوا أشخاصًا آخرين.',
    ],
    sameSeries: 'هذه التقارير متتابعة: يحسب كل منها جميع من أجابوا حتى يومه، لذلك فإن من في تقرير سابق هم في اللاحق أيضًا.',
    rose: (answer, from, to) => `اختار «${answer}» نصيب أكبر ممن سُئلوا: أولًا ${from} وأخيرًا ${to}.`,
    fell: (answer, from, to) => `اختار «${answer}» نصيب أصغر ممن سُئلوا: أولًا ${from} وأخيرًا ${to}.`,
    unclear: (answer) => `«${answer}»: لا يمكن القول هل ارتفع النصيب أم انخفض.`,
    same: 'يكرر التقرير الأخير هنا أعداد التقرير الأول.',
  },
  de: {
    coalition: (title) => `Ergebnisse der Umfrage in mehreren Gemeinschaften: ${title}`,
    waves: (title) => `Ergebnisse der Umfrage nebeneinander: ${title}`,
    approved: 'Aus Berichten, die die unten genannten Räte freigegeben haben. Diese Seite als Ganzes hat kein Rat freigegeben.',
    trial: 'Ein Probelauf aus Entwürfen. Kein Rat hat diese Ergebnisse freigegeben: Bitte nicht weitergeben und nicht zitieren.',
    communities: 'Wer gefragt hat',
    source: (name, release, date, mark, id) =>
      `${name}: Bericht ${release}, gezählt am ${date} (${mark}). Seine SHA256SUMS hat den SHA-256-Wert ${id}.`,
    sums: [
      'Jede Zahl ist die Summe der Zahlen, die die Gemeinschaften veröffentlicht haben. Auch die Bereiche sind addiert. Keine Antwort wurde neu gezählt.',
      'Wo eine Gemeinschaft eine Zahl verbirgt, ist auch die Summe verborgen. Wer in zwei Gemeinschaften geantwortet hat, ist zweimal in der Summe.',
    ],
    community: 'Gemeinschaft',
    each: 'Jede Gemeinschaft für sich, in Prozent der Gefragten',
    reports: 'Welche Berichte',
    changes: [
      'Von einer Veränderung ist nur die Rede, wo sich die beiden Bereiche nicht berühren: Dann ist sie größer, als Runden sie machen kann.',
      'Sie sagt, dass die Personen, die geantwortet haben, andere Antworten gegeben haben. Sie sagt nicht, dass jemand sich verändert hat, und nicht, warum: Es können andere Personen gewesen sein.',
    ],
    sameSeries:
      'Diese Berichte folgen aufeinander: Jeder zählt alle, die bis zu seinem Tag geantwortet hatten. Wer in einem früheren ist, ist auch im späteren.',
    rose: (answer, from, to) => `„${answer}“ hat ein größerer Anteil der Gefragten gewählt: zuerst ${from}, zuletzt ${to}.`,
    fell: (answer, from, to) => `„${answer}“ hat ein kleinerer Anteil der Gefragten gewählt: zuerst ${from}, zuletzt ${to}.`,
    unclear: (answer) => `„${answer}“: Ob der Anteil gestiegen oder gefallen ist, lässt sich nicht sagen.`,
    same: 'Der letzte Bericht wiederholt hier die Zahlen des ersten.',
  },
}
