import type { About, PageWords } from './page-words.ts'
import { TOGETHER } from './together-words.ts'
import { isWide } from './wide-range.ts'

const about = ({ value, low, high }: About) => (low === high ? `${value}` : `etwa ${value}`)
const between = ({ low, high }: About) => `zwischen ${low} und ${high}`
const people = (number: About) => `${about(number)} Personen${isWide(number) ? ` (${between(number)})` : ''}`
const withRange = (number: About) => `${about(number)} Personen${number.low === number.high ? '' : ` (${between(number)})`}`
const either = (answers: readonly string[]) => {
  const quoted = answers.map((answer) => `„${answer}“`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} oder ${quoted.at(-1)}`
}
const every = (answers: readonly string[]) => answers.map((answer) => `„${answer}“`).join(' und ')
/** After a finding: the answers whose printed number is the same. */
const sameAs = (answers: readonly string[]) => (answers.length === 0 ? '' : ` Die gezeigte Zahl für ${every(answers)} ist dieselbe.`)
/** The percentage of a finding as a sentence. */
const share = (percent: About, isAtLeast: boolean) =>
  isAtLeast
    ? `Das sind mindestens ${percent.low}\u00A0%.`
    : `Das sind ${percent.value}\u00A0%: mindestens ${percent.low}\u00A0% und höchstens ${percent.high}\u00A0%.`

export const de: PageWords = {
  heading: (title) => `Ergebnisse der Umfrage: ${title}`,
  standing: {
    candidate:
      'Entwurf. Noch hat kein Rat diese Ergebnisse freigegeben: Bitte nicht weitergeben und nicht zitieren, bevor der Rat sie veröffentlicht hat.',
    madeUp: 'Die Personen in diesem Bericht sind erfunden. Er zeigt, wie ein Bericht aussieht, und sagt über niemanden etwas.',
    demonstration: 'Die Freigabe zeigt nur, wie man freigibt. Keine Gemeinschaft hat hier etwas freigegeben.',
    corrected: (on, why) => `Am ${on} berichtigt: ${why}`,
    useInstead: (instead) => `Bitte stattdessen diesen Bericht benutzen: ${instead}`,
    withdrawn: (on, why) => `Am ${on} zurückgezogen: ${why} Bitte diese Zahlen nicht benutzen.`,
    nobodyApproved: 'Freigegeben von: noch niemandem.',
    approved: (by, on) => `Freigegeben von ${by} am ${on}.`,
    entry: (entry) => `Der Eintrag im Protokoll des Rats, der das sagt: ${entry}.`,
    cite: {
      notYet: 'Einen Entwurf darf man nicht zitieren',
      until: 'Wenn der Rat diese Ergebnisse veröffentlicht hat, sagt die veröffentlichte Seite, wie man sie zitiert.',
      now: 'Wie man diese Seite zitiert',
      no: 'Diese Seite soll man nicht zitieren. Wo sie schon zitiert wurde, war es diese',
    },
    marks: {
      candidate: 'Entwurf, nicht freigegeben',
      published: 'freigegeben',
      corrected: 'später berichtigt',
      withdrawn: 'zurückgezogen',
      madeUp: 'erfundene Personen',
      demonstration: 'nur eine Vorführung',
    },
  },
  unreviewed: 'Noch hat niemand aus der Community das Deutsch dieser Umfrage durchgesehen.',
  inShort: 'Kurz gesagt',
  finding: ({ count, asked, percent, question, answers, isAnyAnswer, group, several, isAtLeast, tied }) => {
    const of = `${people(asked)}, denen die Frage „${question}“ gestellt wurde${group ? ` (${group})` : ''},`
    const chosen = isAnyAnswer
      ? `${several ? 'mindestens eine' : 'eine'} ihrer Antworten gewählt`
      : `${either(answers)} gewählt${several ? ', allein oder mit anderen Antworten' : ''}`
    if (isAtLeast) return `Mindestens ${count.low} von ${of} haben ${chosen}. ${share(percent, isAtLeast)}${sameAs(tied)}`
    return `${upper(about(count))} von ${of} haben ${chosen}. ${share(percent, isAtLeast)}${sameAs(tied)}`
  },
  share,
  board: {
    count: (count, isAtLeast) => (isAtLeast ? `mindestens ${count.low}` : about(count)),
    asked: (asked) => `${about(asked)} gefragten Personen${isWide(asked) ? ` (${between(asked)})` : ''}`,
    source: ({ question, answers, isAnyAnswer, several }) =>
      `In den Worten des Rates. Die Frage war „${question}“, ${isAnyAnswer ? 'gemeint ist jede ihrer Antworten' : `die Antwort ${either(answers)}`}${several && !isAnyAnswer ? ', allein oder mit anderen Antworten' : ''}.`,
  },
  chosenByRule: ({ isList, most, largestFirst }) =>
    `Eine Regel im Plan der Umfrage hat diese Ergebnisse ausgewählt: aus ${isList ? 'einer Liste von Fragen in der Umfrage' : 'den Fragen der Hauptteile'} höchstens ${most}, zu denen eine Zahl gezeigt werden kann, ${largestFirst ? 'der größte Prozentwert zuerst' : `in der Reihenfolge der ${isList ? 'Liste' : 'Umfrage'}`}. Zu jeder Frage ist es die einzelne Antwort mit der größten gezeigten Zahl; zusammengefasste Antworten stehen nur vorn, wo keine einzelne eine Zahl hat. Eine Frage wird übergangen, wo eine verborgene Zahl bekanntlich größer ist.`,
  sameAs,
  moreIsHidden: 'Mehr Personen haben eine Antwort gewählt, deren Zahl nicht gezeigt wird.',
  nothingToSay: 'Zu dieser Frage wird keine Zahl einer Antwort gezeigt, zum Schutz der Menschen, die geantwortet haben.',
  noPercentage: 'Zu wenige Personen wurden gefragt, oder es ist nicht gut genug bekannt, wie viele, um einen Prozentwert zu nennen.',
  noFinding: 'Keine Antwort hat eine Zahl, die am Anfang dieser Seite stehen könnte.',
  whoTookPart: 'Wer mitgemacht hat',
  tookPart: (number, invited) =>
    `Mitgemacht haben ${withRange(number)}. Jede hat sich selbst dafür entschieden, ${invited ? 'nach einer Einladung' : 'und eine Einladung war nicht nötig. Nichts wird aufbewahrt, das zeigen könnte, ob jemand zweimal mitgemacht hat'}.`,
  limits:
    'Menschen haben sich entschieden mitzumachen. Deshalb beschreiben diese Ergebnisse die Personen, die geantwortet haben. Sie sind keine Zufallsstichprobe. Sie können nicht sagen, welcher Anteil aller Menschen diese Erfahrungen gemacht hat, und eine Fehlerspanne lässt sich nicht angeben.',
  whoAsked: 'Wer gefragt hat',
  askedBy: (controller, board) => `${controller}. Der Rat: ${board}.`,
  version: (release, date, survey, numbers) =>
    `Bericht ${release}, gezählt am ${date}. Umfrage ${survey}. Zahlen (SHA-256 von report.csv) ${numbers}.`,
  questions: 'Alle Fragen',
  contents: (questions) => `Alle ${questions} Fragen`,
  asked: (asked, everybody) =>
    isWide(asked)
      ? `Gefragt wurden nach den gezeigten Zahlen ${between(asked)} Personen; die Prozente rechnen mit ${asked.value}. Insgesamt haben ${about(everybody)} mitgemacht.`
      : `Gefragt wurden nach den gezeigten Zahlen ${withRange(asked)}, von ${about(everybody)}, die mitgemacht haben.`,
  askedOfEverybody: (everybody) => `Gefragt wurden alle: ${withRange(everybody)}.`,
  onlyAsked: (of) => `Nur Personen wurden gefragt, die ${of}.`,
  conditions: {
    and: ' und ',
    or: ' oder ',
    quote: (words) => `„${words}“`,
    chose: (options, question) => `bei „${question}“ ${options} gewählt haben`,
    choseOther: (options, question) => `bei „${question}“ etwas anderes als ${options} gewählt haben`,
    choseNone: (options, question) => `„${question}“ beantwortet und ${options} nicht gewählt haben`,
    answered: (question) => `„${question}“ beantwortet haben`,
    notAsked: (states) =>
      `Wer diese Frage leer gelassen${states.length > 0 ? ` oder ${either(states)} gewählt` : ''} hat, wurde nicht gefragt.`,
    isNoAnswer: (states) =>
      `Eine dieser Fragen leer zu lassen${states.length > 0 ? ` oder ${either(states)} zu wählen` : ''}, ist keine Antwort auf sie.`,
  },
  partCouldBeSkipped:
    'Den Teil der Umfrage, in dem sie steht, konnte man überspringen; Personen, die ihn übersprungen haben, zählen nicht als gefragt.',
  fewAsked: 'Nach den gedruckten Zahlen wurden weniger als etwa 30 Personen gefragt, deshalb gibt es keine Prozente.',
  of: (number) => `von ${about(number)}${isWide(number) ? ` (${between(number)})` : ''}`,
  severalAnswers:
    'Man konnte mehrere Antworten wählen, deshalb kann eine Person in mehreren Zeilen stehen, und die Prozente können zusammen mehr als 100 ergeben.',
  repeated: (release) =>
    `Diese Zahlen wurden für Bericht ${release} gezählt. Seitdem sind zu wenige Personen dazugekommen, um neu zu zählen, oder neue Zahlen hätten jemanden verraten.`,
  wide: { asked: 'Gefragte Personen', atLeast: 'mindestens', atMost: 'höchstens', standing: 'Stand' },
  columns: {
    answer: 'Antwort',
    people: 'Personen',
    asked: 'Von allen Gefragten',
    everybody: 'Von allen',
    answered: 'Von allen, die geantwortet haben',
  },
  among: (question) => `Nach: ${question}`,
  ofThoseAsked: 'Von den Gefragten in jeder Gruppe, in Prozent.',
  severalGroups: 'Eine Person kann in mehreren Gruppen stehen.',
  inBrackets: 'In Klammern: der Bereich jeder Zahl.',
  within: (distance) => `Der Bereich jeder Zahl von Personen reicht ${distance} nach jeder Seite.`,
  rangesInHeads: 'Ein Bereich steht in Klammern hinter seiner Zahl oder über der Spalte für alle anderen Prozentwerte darin.',
  reach: (points) => `Bereich: ${points} nach jeder Seite`,
  answersTogether: (several) =>
    several
      ? 'Antworten, in einer Zeile zusammengefasst: Personen, die mindestens eine davon gewählt haben. Eine Person kann in mehreren Zeilen stehen.'
      : 'Antworten, in einer Zeile zusammengefasst',
  anyAnswer: 'Irgendeine der Antworten',
  asFile: 'Diese Tabelle als Datei:',
  fewer: (than) => `weniger als ${than} Personen, oder niemand`,
  between: (low, high) => `${low} bis ${high} Personen, nicht gezeigt`,
  notShown: 'nicht gezeigt',
  nearlyAll: 'fast alle',
  groupTooSmall: 'Gruppe zu klein, um sie zu zeigen',
  notAsked: 'nicht gefragt',
  states: {
    skipped: 'Gefragt, aber keine Antwort',
    not_shown: 'Nicht gefragt, wegen einer früheren Antwort oder weil es keine gab',
    section_skipped: 'Diesen ganzen Teil der Umfrage übersprungen',
  },
  reading: 'Wie man diese Zahlen liest',
  perturbation: {
    rounded:
      'Jede Zahl ist zufällig gerundet, um die Personen zu schützen, die geantwortet haben. Die wahre Zahl liegt in ihrem Bereich. Er kommt allein vom Runden und sagt nichts über Menschen, die nicht teilgenommen haben.',
    changed:
      'Zu jeder Zahl ist eine kleine Zufallszahl addiert oder von ihr abgezogen, um die Personen zu schützen, die geantwortet haben. Die wahre Zahl liegt in ihrem Bereich. Er kommt allein von dieser Änderung und sagt nichts über Menschen, die nicht teilgenommen haben.',
    exact: 'Die gezeigten Zahlen sind genau. Sie sagen nichts über Menschen, die nicht teilgenommen haben.',
    noisy:
      'Zu jeder Zahl ist zufälliges Rauschen addiert, um die Personen zu schützen, die geantwortet haben. Die wahre Zahl liegt 19 von 20 Mal in ihrem Bereich. Er kommt allein vom Rauschen und sagt nichts über Menschen, die nicht teilgenommen haben.',
  },
  readingLines: [
    'Es kann sein, dass Zahlen nicht aufgehen. Bitte keine Zeilen addieren, sondern die gedruckten Summen benutzen.',
    '„Von allen Gefragten“ ist der Prozentwert zum Zitieren. Er gilt von den Personen, denen die Frage gezeigt wurde. „Von allen“ gilt von allen, die mitgemacht haben, oder von allen in der Gruppe. „Von allen, die geantwortet haben“ gilt von denen, die eine ihrer Antworten gewählt haben, ohne „weiß nicht“, „möchte ich nicht sagen“ und leere Antworten.',
    'Kleine Zahlen sind verborgen, manchmal auch größere, um die Personen zu schützen, die geantwortet haben. Wo eine Zahl verborgen ist, sagt die erste Tabelle der Frage, zwischen welchen Zahlen sie liegt, und report.csv sagt es für Gruppen; wo dazwischen, lässt sich nicht sagen. Ein Diagramm hat zusammengefasste Antworten, wo eine einzelne keine Zahl hat: dann alle, die seine Tabelle hat.',
    'Wie viele Personen gefragt wurden, ist aus den anderen Zahlen der Frage errechnet und kann deshalb zwischen Fragen, die denselben Personen gestellt wurden, abweichen.',
    'Ein Strich (–) heißt: Der Prozentwert wäre von weniger als 30 Personen, oder es ist nicht gut genug bekannt, von wie vielen.',
    'Die Antworten sind nicht gewichtet. Die Fragen sind neu und nicht validiert, außer eine veröffentlichte Studie sagt etwas anderes.',
    'Wie viele Menschen die Umfrage gesehen und nicht geantwortet haben, ist nicht bekannt. An welchen Tagen geantwortet wurde, wird nicht veröffentlicht.',
  ],
  together: TOGETHER.de,
  allNumbers: 'Alle Zahlen als Tabelle',
  closedTables:
    'Die Tabellen sind geschlossen: Beim Öffnen zeigt jede alle Zahlen mit ihrem Bereich. Auf Papier stehen nur die geöffneten.',
  openTables: 'Alle Tabellen öffnen',
  save: 'Dieses Diagramm speichern als',
  chart: (question) => `Von allen Gefragten, in Prozent: ${question}`,
  chartOf: (asked) => `Von allen Gefragten, ${people(asked)}, in Prozent. Der dünne Balken ist der Bereich jeder Zahl.`,
  dashed: 'Eine Zahl, die nicht gezeigt wird, liegt irgendwo in ihrem gestrichelten Kasten.',
  quotes: {
    heading: 'In den Worten der Menschen',
    none: 'In diesem Bericht stehen keine Worte einzelner Personen. Worte, die andere lesen dürfen, werden erst gezeigt, wenn zwei Personen sie geprüft haben.',
    chosen: (by, { low, high }) => `Ausgewählt von ${by}, aus den Worten von ${low} bis ${high} Personen, die das erlaubt haben.`,
    how: {
      all: 'Alle, die gezeigt werden konnten, stehen hier.',
      drawn: 'Welche davon hier stehen, hat das Los entschieden.',
      chosen: 'Sie wurden ausgewählt und sagen deshalb nicht, was die meisten denken: Das sagen die Zahlen oben.',
    },
    theirs: 'Eigene Worte',
    inOurWords: 'In unseren Worten, wie die Person es wollte',
    cut: '[ ] steht, wo etwas weggelassen ist, das zu einer Person führen könnte.',
    removed: 'Ein Zitat wurde auf Wunsch der Person entfernt, von der es stammt.',
  },
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
