import type { About, PageWords } from './page-words.ts'
import { TOGETHER } from './together-words.ts'
import { isWide } from './wide-range.ts'

const about = ({ value, low, high }: About) => (low === high ? `${value}` : `unas ${value}`)
const between = ({ low, high }: About) => `entre ${low} y ${high}`
const people = (number: About) => `${about(number)} personas${isWide(number) ? ` (${between(number)})` : ''}`
const withRange = (number: About) => `${about(number)} personas${number.low === number.high ? '' : ` (${between(number)})`}`
const either = (answers: readonly string[]) => {
  const quoted = answers.map((answer) => `«${answer}»`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} o ${quoted.at(-1)}`
}
const every = (answers: readonly string[]) => answers.map((answer) => `«${answer}»`).join(' y ')
/** After a finding: the answers whose printed number is the same. */
const sameAs = (answers: readonly string[]) => (answers.length === 0 ? '' : ` El número que se muestra para ${every(answers)} es el mismo.`)
/** The percentage of a finding as a sentence. */
const share = (percent: About, isAtLeast: boolean) =>
  isAtLeast
    ? `Es al menos el ${percent.low}\u00A0%.`
    : `Es el ${percent.value}\u00A0%: al menos el ${percent.low}\u00A0% y como mucho el ${percent.high}\u00A0%.`

export const es: PageWords = {
  heading: (title) => `Resultados de la encuesta: ${title}`,
  standing: {
    candidate:
      'Borrador. Ningún consejo ha aprobado todavía estos resultados: no los compartan, ni los citen antes de que el consejo los publique.',
    madeUp: 'Las personas de este informe son inventadas. Muestra cómo es un informe y no dice nada de nadie.',
    demonstration: 'La aprobación solo muestra cómo se aprueba. Ninguna comunidad ha aprobado nada aquí.',
    corrected: (on, why) => `Corregido el ${on}: ${why}`,
    useInstead: (instead) => `Usen este en su lugar: ${instead}`,
    withdrawn: (on, why) => `Retirado el ${on}: ${why} No usen estos números.`,
    nobodyApproved: 'Aprobado por: nadie todavía.',
    approved: (by, on) => `Aprobado por ${by} el ${on}.`,
    entry: (entry) => `La entrada del registro del consejo que lo dice: ${entry}.`,
    cite: {
      notYet: 'Un borrador no se puede citar',
      until: 'Cuando el consejo haya publicado estos resultados, la página publicada dirá cómo citarla.',
      now: 'Cómo citar esta página',
      no: 'Esta página no se debe citar. Donde ya se citó, era esta',
    },
    marks: {
      candidate: 'borrador, sin aprobar',
      published: 'aprobado',
      corrected: 'corregido después',
      withdrawn: 'retirado',
      madeUp: 'personas inventadas',
      demonstration: 'solo una demostración',
    },
  },
  unreviewed: 'Nadie de la comunidad ha revisado todavía el español de esta encuesta.',
  inShort: 'En pocas palabras',
  finding: ({ count, asked, percent, question, answers, isAnyAnswer, group, several, isAtLeast, tied }) => {
    const of = `De ${people(asked)} a las que se preguntó «${question}»${group ? ` (${group})` : ''}`
    const chose = isAnyAnswer
      ? `eligieron ${several ? 'al menos una' : 'una'} de sus respuestas`
      : `eligieron ${either(answers)}${several ? ', sola o con otras' : ''}`
    if (isAtLeast) return `${of}, al menos ${count.low} ${chose}. ${share(percent, isAtLeast)}${sameAs(tied)}`
    return `${of}, ${about(count)} ${chose}. ${share(percent, isAtLeast)}${sameAs(tied)}`
  },
  share,
  board: {
    count: (count, isAtLeast) => (isAtLeast ? `al menos ${count.low}` : about(count)),
    asked: (asked) => `${people(asked)} a las que se preguntó`,
    source: ({ question, answers, isAnyAnswer, several }) =>
      `En palabras del consejo. La pregunta fue «${question}», y ${isAnyAnswer ? 'cuenta cualquiera de sus respuestas' : `la respuesta, ${either(answers)}`}${several && !isAnyAnswer ? ', sola o con otras' : ''}.`,
  },
  chosenByRule: ({ isList, most, largestFirst }) =>
    `Una regla del plan de la encuesta eligió estos resultados: de ${isList ? 'una lista de preguntas de la encuesta' : 'las preguntas de las partes principales'}, como mucho ${most} con un número que se puede mostrar, ${largestFirst ? 'primero el porcentaje mayor' : `en el orden de la ${isList ? 'lista' : 'encuesta'}`}. De cada pregunta es la respuesta sola con el mayor número que se muestra; las respuestas reunidas solo encabezan donde ninguna sola tiene número. Se pasa por alto una pregunta donde se sabe que un número que no se muestra es mayor.`,
  sameAs,
  moreIsHidden: 'Más personas eligieron una respuesta cuyo número no se muestra.',
  nothingToSay: 'No se muestra ningún número de las respuestas a esta pregunta, para proteger a quienes respondieron.',
  noPercentage: 'Se preguntó a muy pocas personas, o no se sabe con suficiente precisión a cuántas, para dar un porcentaje.',
  noFinding: 'Ninguna respuesta tiene un número que pueda encabezar esta página.',
  whoTookPart: 'Quiénes participaron',
  tookPart: (number, invited) =>
    `Participaron ${withRange(number)}. Cada una lo decidió por sí misma, ${invited ? 'después de una invitación' : 'y no hacía falta invitación. No se guarda nada que muestre si alguien participó dos veces'}.`,
  limits:
    'Las personas decidieron participar, así que estos resultados describen a quienes respondieron. No son una muestra al azar. No dicen qué parte de todas las personas ha vivido estas experiencias, y no se puede dar un margen de error.',
  whoAsked: 'Quién pregunta',
  askedBy: (controller, board) => `${controller}. El consejo: ${board}.`,
  version: (release, date, survey, numbers) =>
    `Informe ${release}, contado el ${date}. Encuesta ${survey}. Números (SHA-256 de report.csv) ${numbers}.`,
  questions: 'Todas las preguntas',
  contents: (questions) => `Las ${questions} preguntas`,
  asked: (asked, everybody) =>
    isWide(asked)
      ? `Se preguntó a ${between(asked)} personas, según los números que se muestran; los porcentajes toman ${asked.value}. En total participaron ${about(everybody)}.`
      : `Se preguntó a ${withRange(asked)}, según los números que se muestran, de ${about(everybody)} que participaron.`,
  askedOfEverybody: (everybody) => `Se preguntó a todas: ${withRange(everybody)}.`,
  onlyAsked: (of) => `Solo se preguntó a quienes ${of}.`,
  conditions: {
    and: ' y ',
    or: ' o ',
    quote: (words) => `«${words}»`,
    chose: (options, question) => `eligieron ${options} en la pregunta «${question}»`,
    choseOther: (options, question) => `eligieron algo distinto de ${options} en la pregunta «${question}»`,
    choseNone: (options, question) => `respondieron la pregunta «${question}» y no eligieron ${options}`,
    answered: (question) => `respondieron la pregunta «${question}»`,
    notAsked: (states) =>
      `No se preguntó a quienes dejaron esa pregunta vacía${states.length > 0 ? ` o eligieron ${either(states)}` : ''}.`,
    isNoAnswer: (states) =>
      `Dejar vacía una de estas preguntas${states.length > 0 ? `, o elegir ${either(states)},` : ''} no es responderla.`,
  },
  partCouldBeSkipped:
    'La parte de la encuesta en la que está se podía saltar; las personas que la saltaron no cuentan entre las preguntadas.',
  fewAsked: 'Según los números impresos se preguntó a menos de unas 30 personas, así que no hay porcentajes.',
  of: (number) => `de ${about(number)}${isWide(number) ? ` (${between(number)})` : ''}`,
  severalAnswers:
    'Se podían elegir varias respuestas, así que una persona puede estar en varias filas, y los porcentajes pueden sumar más de 100.',
  repeated: (release) =>
    `Estos números se contaron para el informe ${release}. Desde entonces han participado muy pocas personas más para contarlos de nuevo, o los números nuevos habrían delatado a alguien.`,
  wide: { asked: 'Personas preguntadas', atLeast: 'al menos', atMost: 'como mucho', standing: 'Estado' },
  columns: {
    answer: 'Respuesta',
    people: 'Personas',
    asked: 'De las preguntadas',
    everybody: 'De todas',
    answered: 'De las que respondieron',
  },
  among: (question) => `Según: ${question}`,
  ofThoseAsked: 'De las personas preguntadas en cada grupo, en porcentaje.',
  severalGroups: 'Una persona puede estar en varios grupos.',
  inBrackets: 'Entre paréntesis: el intervalo de cada número.',
  within: (distance) => `El intervalo de cada número de personas es de ${distance} hacia cada lado.`,
  rangesInHeads: 'El intervalo está entre paréntesis después de su número, o en la cabecera de la columna para sus demás porcentajes.',
  reach: (points) => `intervalo: ${points} hacia cada lado`,
  answersTogether: (several) =>
    several
      ? 'Respuestas reunidas en una fila: quienes eligieron al menos una de ellas. Una persona puede estar en varias filas.'
      : 'Respuestas reunidas en una fila',
  anyAnswer: 'Cualquiera de las respuestas',
  asFile: 'Esta tabla como archivo:',
  fewer: (than) => `menos de ${than} personas, o ninguna`,
  between: (low, high) => `de ${low} a ${high} personas, no se muestra`,
  notShown: 'no se muestra',
  nearlyAll: 'casi todas',
  groupTooSmall: 'grupo demasiado pequeño',
  notAsked: 'no se preguntó',
  states: {
    skipped: 'Se le preguntó y no respondió',
    not_shown: 'No se le preguntó, por una respuesta anterior o porque no la hubo',
    section_skipped: 'Se saltó toda esta parte de la encuesta',
  },
  reading: 'Cómo leer estos números',
  perturbation: {
    rounded:
      'Cada número se redondea al azar para proteger a quienes respondieron. El número verdadero está en su intervalo. Ese intervalo viene solo del redondeo y no dice nada de quienes no participaron.',
    changed:
      'A cada número se le suma o se le resta un número pequeño al azar para proteger a quienes respondieron. El número verdadero está en su intervalo. Ese intervalo viene solo de este cambio y no dice nada de quienes no participaron.',
    exact: 'Los números que se muestran son exactos. No dicen nada de quienes no participaron.',
    noisy:
      'A cada número se le suma ruido al azar para proteger a quienes respondieron. El número verdadero está en su intervalo 19 de cada 20 veces. Ese intervalo viene solo del ruido y no dice nada de quienes no participaron.',
  },
  readingLines: [
    'Puede que los números no sumen. No sumen filas: usen los totales impresos.',
    '«De las preguntadas» es el porcentaje que se debe citar. Es de las personas a las que se mostró la pregunta. «De todas» es de todas las que participaron, o de todas las del grupo. «De las que respondieron» es de quienes eligieron una de sus respuestas, sin quienes eligieron «no sé» o «prefiero no decirlo» ni quienes la dejaron vacía.',
    'Los números pequeños no se muestran, y a veces tampoco otros mayores, para proteger a quienes respondieron. Donde un número no se muestra, la primera tabla de la pregunta dice entre qué números está, y report.csv lo dice de los grupos; en qué lugar entre ellos no se puede saber. Un gráfico tiene respuestas reunidas donde una respuesta sola no tiene número: entonces, todas las que tiene su tabla.',
    'A cuántas personas se preguntó se calcula con los demás números de la pregunta, así que puede variar entre preguntas hechas a las mismas personas.',
    'Una raya (–) significa que el porcentaje sería de menos de 30 personas, o que no se sabe bien de cuántas.',
    'Las respuestas no están ponderadas. Las preguntas son nuevas y no están validadas, salvo que un estudio publicado diga otra cosa.',
    'No se sabe cuántas personas vieron la encuesta y no respondieron. No se publica en qué días respondió la gente.',
  ],
  together: TOGETHER.es,
  allNumbers: 'Todos los números en una tabla',
  closedTables:
    'Las tablas están cerradas: abra una para ver cada número con su intervalo. En papel solo se imprimen las que están abiertas.',
  openTables: 'Abrir todas las tablas',
  save: 'Guardar este gráfico como',
  chart: (question) => `De las personas preguntadas, en porcentaje: ${question}`,
  chartOf: (asked) => `De las preguntadas, ${people(asked)}, en porcentaje. La barra fina es el intervalo de cada número.`,
  dashed: 'Un número que no se muestra está en algún lugar de su recuadro de trazos.',
  quotes: {
    heading: 'En palabras de las personas',
    none: 'En este informe no hay palabras de ninguna persona. Las palabras que alguien permitió leer solo se muestran después de que dos personas las hayan revisado.',
    chosen: (by, { low, high }) => `Elegidas por ${by}, entre las palabras de ${low} a ${high} personas que lo permitieron.`,
    how: {
      all: 'Están todas las que se podían mostrar.',
      drawn: 'Cuáles están aquí se sorteó.',
      chosen: 'Se eligieron, así que no dicen lo que piensa la mayoría: eso lo dicen los números de arriba.',
    },
    theirs: 'Sus propias palabras',
    inOurWords: 'En nuestras palabras, como quiso quien lo contó',
    cut: '[ ] es donde se quitó algo que podía llevar a una persona.',
    removed: 'Se retiró una cita por deseo de su autor o autora.',
  },
}
