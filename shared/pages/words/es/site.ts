import type { site as english } from '../en/site.ts'

/** Around every page, and on the pages that belong to no survey. Neutral Spanish, "tú", and no word that needs a gender. */
export const site: typeof english = {
  language: 'es',
  reviewed: 'unreviewed',
  site: 'Encuesta comunitaria',
  skipToContent: 'Ir a la parte principal',
  leave: 'Salir de este sitio',
  back: 'Atrás',
  goOn: 'Continuar',
  or: 'o',
  errorPrefix: 'Error: ',
  reference: 'Referencia, por si pides ayuda a alguien:',
  title: (page) => `${page} - Encuesta comunitaria`,
  switchLanguage: 'Idioma',
  trial: 'Esto es una prueba de la encuesta. Puede cambiar o descartarse.',
  demonstration: 'Un consejo inventado abrió esta encuesta para mostrar cómo funciona. Ninguna comunidad decidió sobre ella.',
  notReviewed: 'Nadie de la comunidad ha revisado todavía esta traducción.',

  foot: {
    support: 'Buscar apoyo',
    stop: 'Parar y borrar mis respuestas',
    withdraw: 'Retirar respuestas que envié',
  },

  script: {
    again: ['Para salir, pulsa Mayús dos veces más.', 'Para salir, pulsa Mayús una vez más.'],
    over: 'No se ha vuelto a pulsar Mayús. Sigues aquí.',
    copy: 'Copiar el código',
    copied: 'Copiado. Cuando esté pegado donde quieras guardarlo, copia otra cosa, para que nadie lo encuentre.',
    notCopied: 'Este navegador no permite copiar. Por favor, anota el código.',
    print: 'Imprimir esta página',
  },

  home: {
    title: 'Te damos la bienvenida',
    heading: 'Te damos la bienvenida',
    lead: 'Para participar, usa el enlace que te compartieron.',
    withdraw: '¿Ya enviaste respuestas? Puedes retirarlas con tu código de recibo.',
  },

  ending: {
    title: 'Gracias',
    minorHeading: 'Gracias por querer participar',
    minor: 'Esta encuesta es solo para personas de 18 años o más. No guardamos nada de lo que escribiste.',
    minorSupport: 'Lo que tienes que decir importa. Si quieres hablar con alguien, estos lugares pueden ayudarte.',
    declinedHeading: 'Está bien',
    declined: 'Elegiste no participar. No guardamos nada de lo que escribiste.',
    stoppedHeading: 'Tus respuestas están borradas',
    stopped: 'No queda nada de lo que escribiste aquí. Gracias por el tiempo que diste.',
    stoppedSent: 'Si enviaste respuestas otro día, puedes retirarlas con tu código de recibo.',
    nothingHeading: 'Aquí no hay nada que borrar',
    nothing: 'Aquí no hay respuestas guardadas: no se empezaron en este navegador, se enviaron o ya están borradas.',
    history: 'Quizá quieras borrar el historial de este navegador antes de cerrarlo.',
    endedHeading: 'Esta visita ha terminado',
    ended: 'Las respuestas de este dispositivo se enviaron o se borraron, o pasaron más de 24 horas. Aquí ya no queda nada de ellas.',
    again: 'Ir al inicio',
    closedHeading: 'Esta encuesta se ha cerrado',
    closed: 'Ya no recibe respuestas. Gracias por venir, y gracias a quienes participaron.',
    closedWithdraw: 'Si enviaste respuestas, siguen siendo tuyas. Puedes retirarlas con tu código de recibo.',
    closedBegun:
      'Lo que empezaste aquí no se envió. Se borra en un día como máximo, o ahora mismo si pulsas «Parar y borrar mis respuestas».',
    closedSupport: 'Si quieres hablar con alguien, estos lugares pueden ayudarte.',
    pausedHeading: 'Esta encuesta está en pausa',
    paused: 'Quienes la cuidan la han detenido por ahora. No es por nada que hayas hecho. Puedes volver a este enlace más tarde.',
    pausedBegun:
      'Lo que has respondido se guarda un día desde que empezaste. Se borra ahora mismo si pulsas «Parar y borrar mis respuestas».',
    lookAgain: 'Mirar de nuevo',
    goneHeading: 'Esta página ya no se muestra',
    gone: 'Una página que sigue a un formulario solo se puede ver un rato. Las respuestas que se enviaron desde aquí han llegado.',
    goneCode:
      'El código de recibo se pudo ver durante 30 minutos y ya no existe aquí. No lo guardamos y nadie puede recuperarlo. Si está anotado, sigue sirviendo.',
    cookiesHeading: 'Este navegador no guarda cookies',
    cookies:
      'Para responder una pregunta en cada página hace falta una pequeña cookie, que tiene la única llave de tus respuestas. Desaparece cuando sales o cierras el navegador.',
    cookiesWhat:
      'Puedes responder todas las preguntas en una sola página. Eso funciona sin cookies. O puedes permitir las cookies en este sitio y empezar de nuevo.',
    cookiesAgain: 'Empezar de nuevo',
    missingHeading: 'Esta página no existe',
    missing: 'Puede que el enlace no esté completo. Si alguien te lo compartió, puedes pedirle que lo revise.',
  },

  stop: {
    title: 'Parar',
    heading: '¿Borrar tus respuestas?',
    what: 'Todo lo que escribiste o elegiste aquí se borra enseguida y nadie puede recuperarlo.',
    button: 'Borrar mis respuestas ahora',
    keep: 'No, conservarlas y volver',
  },

  errors: {
    heading: 'Hay algo que revisar',
    tooMany: (max, chosen) => `Elige hasta ${max}. Elegiste ${chosen}, así que desmarca ${chosen - max}`,
    tooLong: (max, length) => `Hazlo más corto: hasta ${max} caracteres. Ahora tiene ${length}`,
    saidElsewhere:
      'Escribiste en el cuadro debajo de una respuesta y elegiste otra. Elige la respuesta que está encima del cuadro o vacía el cuadro',
    found: (count: string): string => `Estas ${count} contienen tus letras. Elige una, o escribe otras letras`,
    nothingFound: 'Nada en la lista contiene estas letras. Escribe menos, o muestra toda la lista',
    chosenBefore: 'Ya elegiste esto para un lugar anterior. Elige otra respuesta aquí, o déjalo vacío',
    notANumber: 'Escribe un número, por ejemplo 12',
    outOfRange: (from, to) => `Escribe un número del ${from} al ${to}`,
  },

  withdraw: {
    title: 'Retirar',
    heading: 'Retirar tus respuestas',
    lead: 'Necesitas el código de recibo que viste después de enviar tus respuestas.',
    code: 'Tu código de recibo',
    codeHint:
      'Tiene 17 letras y números, por ejemplo 7K2M\u2011QX4D\u20119TBC\u20110EFG\u2011V. No importan las mayúsculas, los espacios ni los guiones.',
    everything: 'Borrar todo lo que envié',
    everythingWhat: '«Borrar todo» elimina tus respuestas, tus propias palabras y tu consentimiento.',
    words: 'Borrar solo mis propias palabras',
    wordsWhat:
      '«Borrar solo mis propias palabras» elimina lo que escribiste, para que nunca se comparta. Las respuestas que elegiste de una lista siguen contando.',
    limits:
      'Los resultados que ya se publicaron quedan como están: nadie puede verte en ellos. Tus respuestas no estarán en ninguno de los siguientes.',
    wrong: 'Este código no está completo. Compáralo con lo que anotaste',
    missing: 'Escribe tu código de recibo en el cuadro',
    doneHeading: 'Listo',
    doneEverything: 'Si ese código era correcto, todo lo que se envió con él ya está borrado.',
    doneWords: 'Si ese código era correcto, las palabras que se enviaron con él ya están borradas. Las demás respuestas siguen contando.',
    doneWhy:
      'Decimos lo mismo con cualquier código, para que nadie pueda saber quién participó. Las copias contra la pérdida de datos desaparecen en un plazo de 7 días.',
  },

  support: {
    where: 'Para personas en',
    everywhere: 'cualquier lugar',
    choose: '¿Dónde estás?',
    title: 'Apoyo',
    heading: 'Buscar apoyo',
    lead: 'Personas a las que puedes acudir si quieres hablar con alguien. Después puedes volver a la encuesta.',
    noContact: 'Nadie lee las respuestas a medida que llegan, y desde aquí nadie puede comunicarse contigo.',
    none: 'En este momento no hay una lista de apoyo aquí.',
    peerRun: 'A cargo de pares: personas con experiencia vivida',
    hours: 'Cuándo',
    languages: 'Idiomas',
    channel: { call: 'Llamar', text: 'Mensaje de texto', chat: 'Chat', web: 'Sitio web' },
    cost: { free: 'gratis', local: 'precio de una llamada local', unknown: 'no sabemos el precio' },
    emergency: 'Policía o ambulancia',
    emergencyPolicy: {
      never: 'Nunca llaman a los servicios de emergencia.',
      with_consent_only: 'Solo llaman a los servicios de emergencia si tú estás de acuerdo.',
      may_without_consent: 'Pueden llamar a la policía o a una ambulancia sin preguntarte.',
      unknown: 'No sabemos si pueden llamar a la policía o a una ambulancia. Puedes preguntarles primero.',
    },
    policy: 'Sus reglas sobre esto',
    checked: (day) => `Comprobado el ${day}.`,
    notChecked: 'Nadie de la comunidad ha comprobado esta información todavía.',
    back: 'Volver a la encuesta',
  },

  trouble: {
    title: 'Lo sentimos',
    heading: 'Lo sentimos, algo no funcionó',
    text: 'Es un fallo nuestro, no tuyo. Vuelve atrás e inténtalo de nuevo dentro de un rato.',
    tooLargeHeading: 'Esto es demasiado para una página',
    tooLarge: 'Vuelve atrás y acorta lo que escribiste. No se guardó nada.',
    notAFormHeading: 'No pudimos leer esto',
    notAForm: 'Vuelve atrás y usa el formulario de la página. No se guardó nada.',
    elsewhereHeading: 'Esto vino de otro sitio',
    elsewhere:
      'Otro sitio web intentó enviar algo aquí en tu nombre. No se aceptó y nada ha cambiado. Para participar, usa el enlace que te compartieron.',
  },
}
