import type { survey as english } from '../en/survey.ts'

/** On the way through a survey, from its first page to the receipt. */
export const survey: typeof english = {
  start: {
    asks: 'Quién pregunta',
    pays: 'Quién paga',
    title: 'Te damos la bienvenida',
    minutes: (minutes) => (minutes === 1 ? 'Toma cerca de 1 minuto. No hay prisa.' : `Toma unos ${minutes} minutos. No hay prisa.`),
    howHeading: 'Cómo funciona',
    how: [
      'Primero te contamos qué pasa con tus respuestas. Tú dices sí o no.',
      'Después ves una pregunta en cada página. Puedes saltarte cualquiera.',
      'Para volver, usa los botones de las páginas. Los botones de tu navegador pueden perder lo que acabas de escribir o marcar.',
      'Puedes revisar tus respuestas. No se envía nada hasta que pulses «Enviar mis respuestas».',
      'Al final recibes un código. Con él puedes retirar tus respuestas.',
    ],
    safeHeading: 'Antes de empezar',
    safe: [
      'No preguntamos quién eres. Tus respuestas no están unidas a tu nombre.',
      'Nadie lee las respuestas a medida que llegan, y nadie puede comunicarse contigo. Si quieres hablar con alguien, mira «Buscar apoyo». Está en todas las páginas.',
    ],
    leaveHeading: 'Si necesitas salir rápido',
    leaveWhat:
      'El botón «Salir de este sitio» está arriba en todas las páginas. Te lleva a otro sitio web y borra las respuestas que no hayas enviado.',
    leaveKey:
      'Con un teclado también puedes pulsar tres veces la tecla Mayús, a partir de la página siguiente. La tecla Escape no hace nada aquí.',
    leaveNot:
      'No borra el historial de tu navegador. Quien lo mire puede ver que este sitio estuvo abierto, pero no lo que respondiste. Una ventana privada deja menos rastro.',
    begin: 'Empezar: una pregunta a la vez',
    all: 'Ver todas las preguntas en una página',
    allHint: 'No se guarda nada mientras escribes, y puedes imprimirla.',
    resumeHeading: 'Ya habías empezado',
    resume: 'Seguir donde estaba',
  },

  /** Shown for a survey that closes by itself. */
  closing: {
    will: (when) => `Esta encuesta se cierra el ${when}. Si has empezado antes, puedes enviar tus respuestas durante una hora más.`,
    lastHour: (hour) => `Esta encuesta se ha cerrado. Como ya habías empezado, puedes enviar tus respuestas hasta esta hora: ${hour}.`,
    was: (when) => `Se cerró el ${when}.`,
  },

  consent: {
    title: 'Tu decisión de participar',
    heading: 'Tu decisión de participar',
    details: 'Leer todos los detalles',
    data: 'Qué guardamos',
    who: 'Quién hace esta encuesta',
    board: 'El consejo de la comunidad',
    contact: 'Contacto',
    storage: 'Dónde se guarda',
    storedAt: (region, processor) => `${region} (${processor})`,
    recipients: 'Quién recibe los resultados',
    retention: 'Cuánto tiempo lo guardamos',
    raw: (days) => `Tus respuestas: ${days} días, y luego se borran.`,
    stories: (days) => `Lo que escribes con tus propias palabras: ${days} días, y luego se borra.`,
    codes: (days) => `Puedes retirar tus respuestas con tu código durante ${days} días.`,
    rights: 'Tus derechos',
    withdrawal: 'Cómo retirar tus respuestas',
    complaint: 'Si quieres quejarte',
    jurisdiction: 'Qué ley se aplica',
    adult: '¿Tienes 18 años o más?',
    yes: 'Sí',
    no: 'No',
    purposes: '¿Qué podemos hacer con tus respuestas?',
    purposesHint: 'No hay nada marcado por ti. Para participar solo hace falta la casilla que dice «hace falta».',
    needed: 'hace falta para participar',
    agree: 'Acepto y quiero empezar',
    decline: 'No, gracias',
    changed: 'Este texto ha cambiado desde que lo leíste. Léelo de nuevo y elige. Las respuestas que diste siguen aquí.',
    otherLanguage: 'Aceptaste este texto en otro idioma. Léelo en este y elige de nuevo. Las respuestas que diste siguen aquí.',
    adultMissing: 'Elige si tienes 18 años o más',
    purposeMissing: 'Para participar, marca la casilla que dice «hace falta». Si prefieres no participar, pulsa «No, gracias»',
  },

  note: {
    title: 'Antes de la parte siguiente',
    kicker: 'La parte siguiente',
    choice: 'Tú decides. Si te saltas esta parte, no cambia nada más.',
    skip: 'Saltar esta parte',
    supportLink: 'Buscar apoyo',
  },
  info: { title: 'Algo para leer' },

  question: {
    placeOf: (number, total, part) => `Pregunta ${number} de unas ${total} · ${part}`,
    otherTab:
      'Cambiaste esta respuesta en otra pestaña o ventana. En el cuadro está lo que escribiste aquí. Esto es lo que escribiste allí:',
    title: (number) => `Pregunta ${number}`,
    skip: 'Saltar esta pregunta',
    chooseAny: 'Elige todas las que correspondan.',
    chooseUpTo: (max) => `Elige hasta ${max}.`,
    ownBack: 'Para volver, usa los botones de esta página. El botón Atrás de tu navegador pierde lo que acabas de escribir.',
    upTo: (max) => `Hasta ${max} caracteres. Puedes dejarlo vacío.`,
    say: (option) => `${option}: di cuál, si quieres`,
    sayHint: (max) => `Hasta ${max} caracteres. Lo guardamos aparte de tus otras respuestas y no se publica.`,
    find: 'Escribe algunas letras de tu respuesta y pulsa «Continuar»',
    wholeList: 'Mostrar toda la lista',
    onlyOnce: 'Elige cada respuesta una sola vez.',
    band: 'No guardamos el número. Solo guardamos en cuál de estos grupos está:',
    bandKept: (band) => `Lo que tenemos de ti hasta ahora: ${band}. Deja el cuadro vacío para conservarlo.`,
  },

  share: {
    title: 'Tus palabras',
    yours: 'Escribiste:',
    default: 'Si no eliges nada, no lo compartimos.',
    notAgreed: (yes) =>
      `Cuando aceptaste participar, no aceptaste que te citemos. Por eso la respuesta «${yes}» no cuenta aquí, a menos que lo cambies:`,
    notAgreedLink: 'ver lo que acepté',
  },

  check: {
    title: 'Revisa tus respuestas',
    heading: 'Revisa tus respuestas',
    lead: 'Todavía no se ha enviado nada. Puedes cambiar lo que quieras.',
    change: 'Cambiar',
    wholePart: 'Toda esta parte',
    notAnswered: 'Sin respuesta',
    partSkipped: 'Te saltaste esta parte',
    sharing: '¿Podemos compartir esto?',
    notQuoted: 'No. No aceptaste que te citemos',
    goOn: 'Continuar',
  },

  aboutYou: {
    title: 'Sobre ti',
    heading: 'Algunas preguntas sobre ti',
    why: 'Nos ayudan a ver si a algunos grupos se les trata de otra manera.',
    safe: 'Responde solo lo que quieras. Solo mostramos resultados de grupos lo bastante grandes, para que no se pueda señalar a nadie.',
  },

  send: {
    pen: 'Ten algo para escribir antes de pulsarlo: después verás un código que se muestra una sola vez.',
    title: 'Envía tus respuestas',
    heading: '¿Quieres enviarlas ya?',
    what: 'Cuando pulses el botón, tus respuestas se guardan sin tu nombre. Después ves un código en la pantalla.',
    code: 'El código se muestra una sola vez. Con él puedes retirar tus respuestas. Quizá quieras tener un bolígrafo o hacerle una foto.',
    button: 'Enviar mis respuestas',
    again: 'Volver a ver mis respuestas',
    waiting: 'Ya pulsaste «Enviar mis respuestas», pero no pudimos terminar. Púlsalo otra vez y seguimos con las mismas respuestas.',
    changed: 'La encuesta ha cambiado desde que empezaste. Revisa tus respuestas antes de enviarlas.',
  },

  failed: {
    title: 'Todavía sin enviar',
    heading: 'Tus respuestas todavía no se han enviado',
    text: 'Algo falló de nuestro lado. Por ahora tus respuestas siguen aquí.',
    button: 'Intentar enviar otra vez',
    withdrawHeading: 'No pudimos terminar',
    withdraw: 'Algo falló de nuestro lado. Puede que una parte no esté borrada todavía. Vuelve atrás y pulsa el botón otra vez.',
  },

  receipt: {
    thanks:
      'Contar lo que pasó lleva tiempo y, a veces, hace falta valor. Lo que dijiste ya cuenta, junto con lo que dicen otras personas.',
    works: (days) => `El código funciona durante ${days} días desde el día en que se abrió esta encuesta.`,
    print: 'Para guardar el código en papel, imprime esta página desde el menú de tu navegador o haz una foto de la pantalla.',
    paper: 'Una página con el código en letras grandes, para imprimir o fotografiar',
    address: 'Dirección de este sitio, para anotarla:',
    private: 'Con el código nadie puede leer tus respuestas. Quien lo encuentre podría borrarlas.',
    title: 'Gracias',
    heading: 'Gracias. Tus respuestas llegaron.',
    codeHeading: 'Tu código de recibo',
    keep: 'Anótalo ahora. Esta página se puede volver a cargar durante 30 minutos, hasta que salgas o cierres el navegador. Si después se pierde el código, nadie puede encontrar tus respuestas, y nosotros tampoco.',
    use: 'Con él puedes retirar todo, o solo tus propias palabras. Ve a esta página, o añade /withdraw a la dirección de este sitio:',
    useLink: 'Retirar mis respuestas',
    agreedHeading: 'Lo que aceptaste',
    agreedOn: (day) => `El ${day} dijiste que sí a:`,
    notAgreed: 'No aceptaste:',
    version: (version) => `Texto de consentimiento, versión ${version}`,
    nextHeading: 'Qué pasa después',
    device:
      'En este dispositivo no quedan respuestas. El historial del navegador todavía muestra que este sitio estuvo abierto. Quizá quieras borrarlo.',
  },

  all: {
    title: 'Todas las preguntas',
    back: 'Volver al inicio',
    lead: 'Todas las preguntas están en esta página. No se guarda nada mientras escribes. Si miras otra página y vuelves en menos de una hora, lo que escribiste sigue aquí, cerrado con una llave que solo tiene este navegador. Puedes dejar vacío lo que quieras, y puedes imprimir esta página.',
    part: (number, title) => `Parte ${number}: ${title}`,
    skipPart: 'Me salto esta parte',
    changed: 'La encuesta ha cambiado desde que abriste esta página. Mírala una vez más. Lo que escribiste sigue aquí.',
    old: 'Esta página lleva abierta un día. Mírala una vez más y pulsa de nuevo «Enviar mis respuestas». Lo que escribiste sigue aquí.',
    switched: 'Esta página ahora está en español. Lo que escribiste sigue aquí. Lee de nuevo la primera parte y elige.',
    failed:
      'Algo falló de nuestro lado y tus respuestas todavía no se han enviado. Lo que escribiste sigue aquí. Pulsa de nuevo «Enviar mis respuestas».',
    paused:
      'Esta encuesta está en pausa, así que tus respuestas no se han enviado. Lo que escribiste sigue aquí. Puedes dejar esta página abierta y pulsar «Enviar mis respuestas» más tarde, o imprimirla.',
    closed:
      'Esta encuesta se ha cerrado, así que tus respuestas no se han enviado. Lo que escribiste sigue aquí, por si quieres imprimirlo.',
    onlyIf: (condition) => `Responde esto solo si ${condition}.`,
    onlyIfPart: (condition) => `Responde esta parte solo si ${condition}.`,
    chose: (options, number) => `elegiste ${options} en la pregunta ${number}`,
    choseOther: (options, number) => `elegiste algo distinto de ${options} en la pregunta ${number}`,
    choseNone: (options, number) => `respondiste a la pregunta ${number} y no elegiste ${options}`,
    answered: (number) => `respondiste la pregunta ${number}`,
    and: ' y ',
    orJoin: ' o ',
    quote: (option) => `«${option}»`,
  },
}
