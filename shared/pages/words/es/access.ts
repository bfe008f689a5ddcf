import type { access as english } from '../en/access.ts'

/** The same texts in Spanish. */
export const access: typeof english = {
  busy: {
    heading: 'Espera un poco, por favor',
    send: 'En este momento llegan más respuestas de las que podemos recibir. Las tuyas todavía no se han enviado, y no se ha perdido nada. Vuelve a pulsar el botón dentro de unos diez minutos.',
    begin:
      'En este momento empiezan más personas de las que podemos atender. Lo que elegiste sigue aquí. Vuelve a pulsar el botón dentro de unos diez minutos.',
    withdraw:
      'En este momento retiran sus respuestas más personas de las que podemos atender. Todavía no se ha borrado nada tuyo. Vuelve a pulsar el botón dentro de unos diez minutos.',
  },

  trap: {
    label: 'Deja esta casilla vacía',
    filled:
      'Una casilla que las personas no ven llegó rellenada. Algunos navegadores lo hacen solos, y también las máquinas que envían basura. Por eso no se ha enviado nada. Lo que escribiste sigue aquí. Vuelve a pulsar el botón.',
  },

  work: {
    busy: 'Tu navegador trabaja unos segundos, para que ninguna máquina pueda inundar esta encuesta. Puedes seguir leyendo.',
    done: 'Tu navegador está listo.',
  },

  invitation: {
    code: 'Tu código de invitación',
    hint: 'Tiene 17 letras y números. Las mayúsculas, los espacios y los guiones no importan. Tus respuestas no se pueden vincular con él.',
    missing: 'Escribe tu código de invitación en la casilla',
    wrong: 'No es un código completo. Compáralo con tu invitación',
    unknown: 'No conocemos este código de invitación. Compáralo con tu invitación',
    used: 'Este código de invitación ya se usó. Con cada uno se pueden enviar respuestas una vez',
    usedHeading: 'Tus respuestas no se han enviado',
    usedText:
      'Ya se enviaron respuestas con tu código de invitación, y con cada uno se pueden enviar una vez. Lo que escribiste aquí se borra en menos de 24 horas.',
  },

  contact: {
    title: 'Seguir en contacto',
    heading: '¿Podemos ponernos en contacto contigo?',
    link: 'Quiero que me contacten más adelante',
    lead: 'No tienes que hacerlo. Si quieres saber de nosotros, escribe cómo podemos contactarte, por ejemplo un correo o un teléfono.',
    apart:
      'Se guarda cerrado, de modo que solo el consejo puede abrirlo, y aparte de tus respuestas. Nada en ello dice qué respuestas son tuyas. Tu código de recibo no lo borra.',
    remove: (contact) => `Para que se borre, escribe a ${contact}.`,
    label: '¿Cómo podemos contactarte?',
    hint: (max) => `Hasta ${max} caracteres. Piensa en quién más puede leer los mensajes allí.`,
    missing: 'Escribe cómo podemos contactarte. Si prefieres no hacerlo, puedes cerrar esta página',
    button: 'Guardar esto para el consejo',
    doneHeading: 'Gracias',
    done: 'Lo guardamos aparte de tus respuestas.',
    failed: 'Algo no funcionó de nuestro lado y no se guardó nada. Lo que escribiste sigue aquí. Vuelve a pulsar el botón.',
    busy: 'En este momento escriben más personas de las que podemos atender. Lo que escribiste sigue aquí. Vuelve a pulsar el botón dentro de unos diez minutos.',
  },
}
