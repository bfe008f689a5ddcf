import type { access as english } from '../en/access.ts'

/** The same texts in German. */
export const access: typeof english = {
  busy: {
    heading: 'Bitte warte einen Moment',
    send: 'Gerade kommen mehr Antworten an, als wir annehmen können. Deine sind noch nicht gesendet, und nichts von dem, was du eingegeben hast, ist verloren. Bitte drücke in etwa zehn Minuten noch einmal auf den Knopf.',
    begin:
      'Gerade fangen mehr Menschen an, als wir aufnehmen können. Was du gewählt hast, ist noch hier. Bitte drücke in etwa zehn Minuten noch einmal auf den Knopf.',
    withdraw:
      'Gerade nehmen mehr Menschen ihre Antworten zurück, als wir bedienen können. Von dir ist noch nichts gelöscht. Bitte drücke in etwa zehn Minuten noch einmal auf den Knopf.',
  },

  trap: {
    label: 'Lass dieses Feld leer',
    filled:
      'Ein Feld, das Menschen nicht sehen, kam ausgefüllt zurück. Manche Browser tun das von selbst, und auch Maschinen, die Müll senden. Deshalb wurde nichts gesendet. Was du eingegeben hast, ist noch hier. Bitte drücke noch einmal auf den Knopf.',
  },

  work: {
    busy: 'Dein Browser rechnet ein paar Sekunden, damit keine Maschine diese Umfrage überfluten kann. Du kannst weiterlesen.',
    done: 'Dein Browser ist fertig.',
  },

  invitation: {
    code: 'Dein Einladungscode',
    hint: 'Er hat 17 Buchstaben und Ziffern. Großschreibung, Leerzeichen und Striche sind egal. Deine Antworten lassen sich nicht mit ihm verbinden.',
    missing: 'Schreib deinen Einladungscode in das Feld',
    wrong: 'Das ist kein vollständiger Code. Bitte vergleiche ihn mit deiner Einladung',
    unknown: 'Wir kennen diesen Einladungscode nicht. Bitte vergleiche ihn mit deiner Einladung',
    used: 'Dieser Einladungscode wurde schon benutzt. Mit jedem kann man einmal Antworten senden',
    usedHeading: 'Deine Antworten sind nicht gesendet',
    usedText:
      'Mit deinem Einladungscode wurden schon Antworten gesendet, und mit jedem Code geht das einmal. Was du hier eingegeben hast, wird innerhalb von 24 Stunden gelöscht.',
  },

  contact: {
    title: 'In Kontakt bleiben',
    heading: 'Dürfen wir dir schreiben oder dich anrufen?',
    link: 'Später von uns hören',
    lead: 'Du musst das nicht. Wenn du von uns hören möchtest, schreib, wie wir dich erreichen, zum Beispiel mit einer E-Mail-Adresse oder einer Telefonnummer.',
    apart:
      'Es wird so verschlossen, dass nur der Rat es öffnen kann, und getrennt von deinen Antworten aufbewahrt. Nichts darin sagt, welche Antworten von dir sind. Dein Quittungscode löscht es nicht.',
    remove: (contact) => `Wenn es gelöscht werden soll, schreib an ${contact}.`,
    label: 'Wie können wir dich erreichen?',
    hint: (max) => `Bis zu ${max} Zeichen. Überlege, wer dort sonst noch Nachrichten lesen kann.`,
    missing: 'Schreib, wie wir dich erreichen. Wenn du das lieber nicht möchtest, kannst du diese Seite schließen',
    button: 'Für den Rat aufbewahren',
    doneHeading: 'Danke',
    done: 'Wir bewahren es getrennt von deinen Antworten auf.',
    failed:
      'Bei uns hat etwas nicht funktioniert, und es wurde nichts aufbewahrt. Was du geschrieben hast, ist noch hier. Bitte drücke noch einmal auf den Knopf.',
    busy: 'Gerade schreiben mehr Menschen, als wir annehmen können. Was du geschrieben hast, ist noch hier. Bitte drücke in etwa zehn Minuten noch einmal auf den Knopf.',
  },
}
