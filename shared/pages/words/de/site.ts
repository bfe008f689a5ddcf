import type { site as english } from '../en/site.ts'

/**
 * The same texts in German: "du", and no word that needs the gender of the reader. Nobody from the community has gone
 * through it yet.
 */
export const site: typeof english = {
  language: 'de',
  reviewed: 'unreviewed',
  site: 'Umfrage aus der Community',
  skipToContent: 'Zum Hauptteil springen',
  leave: 'Diese Seite verlassen',
  back: 'Zurück',
  goOn: 'Weiter',
  or: 'oder',
  errorPrefix: 'Fehler: ',
  reference: 'Referenz, falls du jemanden um Hilfe bittest:',
  title: (page) => `${page} - Umfrage aus der Community`,
  switchLanguage: 'Sprache',
  trial: 'Das ist ein Probelauf der Umfrage. Sie kann geändert oder verworfen werden.',
  demonstration:
    'Ein erfundener Vorstand hat diese Umfrage geöffnet, um zu zeigen, wie es geht. Keine Gemeinschaft hat darüber entschieden.',
  notReviewed: 'Noch hat niemand aus der Community diese Übersetzung durchgesehen.',

  foot: {
    support: 'Unterstützung finden',
    stop: 'Aufhören und meine Antworten löschen',
    withdraw: 'Gesendete Antworten zurücknehmen',
  },

  script: {
    again: ['Zum Verlassen drücke die Umschalttaste noch zweimal.', 'Zum Verlassen drücke die Umschalttaste noch einmal.'],
    over: 'Die Umschalttaste wurde nicht noch einmal gedrückt. Du bist noch hier.',
    copy: 'Code kopieren',
    copied: 'Kopiert. Wenn du ihn dort eingefügt hast, wo du ihn aufbewahren willst, kopiere etwas anderes, damit ihn niemand findet.',
    notCopied: 'Dieser Browser kopiert nicht. Bitte schreib den Code auf.',
    print: 'Diese Seite drucken',
  },

  home: {
    title: 'Willkommen',
    heading: 'Willkommen',
    lead: 'Um mitzumachen, öffne bitte den Link, den du bekommen hast.',
    withdraw: 'Hast du schon Antworten gesendet? Mit deinem Quittungscode kannst du sie zurücknehmen.',
  },

  ending: {
    title: 'Danke',
    minorHeading: 'Danke, dass du mitmachen wolltest',
    minor: 'Diese Umfrage ist nur für Menschen ab 18 Jahren. Wir haben nichts von dem behalten, was du eingegeben hast.',
    minorSupport: 'Was du zu sagen hast, zählt. Wenn du mit jemandem sprechen möchtest, können diese Stellen helfen.',
    declinedHeading: 'Das ist in Ordnung',
    declined: 'Du hast dich entschieden, nicht mitzumachen. Wir haben nichts von dem behalten, was du eingegeben hast.',
    stoppedHeading: 'Deine Antworten sind gelöscht',
    stopped: 'Von dem, was du hier eingegeben hast, bleibt nichts. Danke für die Zeit, die du dir genommen hast.',
    stoppedSent: 'Wenn du an einem anderen Tag Antworten gesendet hast, nimmst du sie mit deinem Quittungscode zurück.',
    nothingHeading: 'Hier gibt es nichts zu löschen',
    nothing: 'Hier liegen keine Antworten: In diesem Browser wurden keine begonnen, sie wurden gesendet, oder sie sind schon gelöscht.',
    history: 'Vielleicht möchtest du den Verlauf dieses Browsers löschen, bevor du ihn schließt.',
    endedHeading: 'Dieser Besuch ist zu Ende',
    ended:
      'Die Antworten auf diesem Gerät wurden gesendet oder gelöscht, oder es sind mehr als 24 Stunden vergangen. Hier ist nichts mehr davon.',
    again: 'Zum Anfang',
    closedHeading: 'Diese Umfrage ist geschlossen',
    closed: 'Sie nimmt keine Antworten mehr an. Danke, dass du gekommen bist, und danke an alle, die mitgemacht haben.',
    closedWithdraw: 'Wenn du Antworten gesendet hast, gehören sie weiter dir. Mit deinem Quittungscode kannst du sie zurücknehmen.',
    closedBegun:
      'Was du hier begonnen hast, wurde nicht gesendet. Es wird innerhalb eines Tages gelöscht, oder jetzt, wenn du „Aufhören und meine Antworten löschen“ drückst.',
    closedSupport: 'Wenn du mit jemandem sprechen möchtest, können diese Stellen helfen.',
    pausedHeading: 'Diese Umfrage macht eine Pause',
    paused:
      'Die Menschen, die sich um sie kümmern, haben sie vorerst angehalten. Es liegt nicht an dir. Du kannst später zu diesem Link zurückkommen.',
    pausedBegun:
      'Was du bisher geantwortet hast, wird einen Tag lang aufbewahrt, gerechnet ab deinem Beginn. Es wird jetzt gelöscht, wenn du „Aufhören und meine Antworten löschen“ drückst.',
    lookAgain: 'Noch einmal nachsehen',
    goneHeading: 'Diese Seite wird nicht mehr gezeigt',
    gone: 'Eine Seite, die auf ein Formular folgt, ist nur kurze Zeit zu sehen. Antworten, die von hier gesendet wurden, sind angekommen.',
    goneCode:
      'Der Quittungscode war 30 Minuten lang zu sehen und ist endgültig weg. Wir haben ihn nicht behalten, und niemand kann ihn zurückholen. Wenn du ihn aufgeschrieben hast, kannst du ihn weiter benutzen.',
    cookiesHeading: 'Dieser Browser behält keine Cookies',
    cookies:
      'Eine Frage pro Seite braucht ein kleines Cookie, das den einzigen Schlüssel zu deinen Antworten enthält. Es ist weg, wenn du die Seite verlässt oder den Browser schließt.',
    cookiesWhat:
      'Du kannst stattdessen alle Fragen auf einer Seite beantworten. Das geht ohne Cookies. Oder du erlaubst Cookies für diese Seite und fängst noch einmal an.',
    cookiesAgain: 'Noch einmal anfangen',
    missingHeading: 'Diese Seite gibt es nicht',
    missing: 'Vielleicht ist der Link nicht vollständig. Wenn du ihn von jemandem hast, kannst du darum bitten, ihn zu prüfen.',
  },

  stop: {
    title: 'Aufhören',
    heading: 'Deine Antworten löschen?',
    what: 'Alles, was du hier eingegeben hast, wird sofort gelöscht, und niemand kann es zurückholen.',
    button: 'Meine Antworten jetzt löschen',
    keep: 'Nein, behalten und zurückgehen',
  },

  errors: {
    heading: 'Bitte sieh dir etwas an',
    tooMany: (max, chosen) => `Wähle bis zu ${max}. Du hast ${chosen} gewählt, also nimm bitte ${chosen - max} wieder weg`,
    tooLong: (max, length) => `Bitte kürze das: bis zu ${max} Zeichen. Jetzt sind es ${length}`,
    saidElsewhere:
      'Du hast in das Feld unter einer Antwort geschrieben und eine andere gewählt. Wähle die Antwort über dem Feld oder leere das Feld',
    found: (count: string): string => `Diese ${count} enthalten deine Buchstaben. Wähle eine, oder schreibe andere Buchstaben`,
    nothingFound: 'Nichts auf der Liste enthält diese Buchstaben. Schreibe weniger, oder zeige die ganze Liste',
    chosenBefore: 'Das hast du schon an einer früheren Stelle gewählt. Wähle hier eine andere Antwort, oder lass es leer',
    notANumber: 'Schreib eine Zahl, zum Beispiel 12',
    outOfRange: (from, to) => `Schreib eine Zahl von ${from} bis ${to}`,
  },

  withdraw: {
    title: 'Zurücknehmen',
    heading: 'Deine Antworten zurücknehmen',
    lead: 'Du brauchst den Quittungscode, den du nach dem Senden deiner Antworten gesehen hast.',
    code: 'Dein Quittungscode',
    codeHint: 'Er hat 17 Buchstaben und Ziffern, zum Beispiel 7K2M-QX4D-9TBC-0EFG-V. Großschreibung, Leerzeichen und Striche sind egal.',
    everything: 'Alles löschen, was ich gesendet habe',
    everythingWhat: '„Alles löschen“ entfernt deine Antworten, deine eigenen Worte und deine Einwilligung.',
    words: 'Nur meine eigenen Worte löschen',
    wordsWhat:
      '„Nur meine eigenen Worte löschen“ entfernt, was du geschrieben hast, sodass es nie geteilt wird. Die Antworten, die du aus einer Liste gewählt hast, zählen weiter.',
    limits:
      'Schon veröffentlichte Ergebnisse bleiben, wie sie sind: Niemand kann dich darin sehen. In späteren Ergebnissen sind deine Antworten nicht mehr enthalten.',
    wrong: 'Das ist kein vollständiger Code. Bitte vergleiche ihn mit dem, was du aufgeschrieben hast',
    missing: 'Schreib deinen Quittungscode in das Feld',
    doneHeading: 'Erledigt',
    doneEverything: 'Wenn der Code gepasst hat, ist jetzt alles gelöscht, was mit ihm gesendet wurde.',
    doneWords:
      'Wenn der Code gepasst hat, sind die Worte, die mit ihm gesendet wurden, jetzt gelöscht. Die anderen Antworten zählen weiter.',
    doneWhy:
      'Wir sagen bei jedem Code dasselbe, damit niemand herausfinden kann, wer mitgemacht hat. Kopien, die vor Datenverlust schützen, sind innerhalb von 7 Tagen weg.',
  },

  support: {
    where: 'Für Menschen in',
    everywhere: 'überall',
    choose: 'Wo bist du?',
    title: 'Unterstützung',
    heading: 'Unterstützung finden',
    lead: 'Stellen, an die du dich wenden kannst, wenn du mit jemandem sprechen möchtest. Danach kannst du zur Umfrage zurückkommen.',
    noContact: 'Niemand liest die Antworten, während sie ankommen, und von hier aus kann sich niemand bei dir melden.',
    none: 'Im Moment gibt es hier keine Liste mit Unterstützung.',
    peerRun: 'Von Peers getragen: Menschen mit gelebter Erfahrung',
    hours: 'Wann',
    languages: 'Sprachen',
    channel: { call: 'Anrufen', text: 'SMS', chat: 'Chat', web: 'Website' },
    cost: { free: 'kostenlos', local: 'Preis eines Ortsgesprächs', unknown: 'Preis nicht bekannt' },
    emergency: 'Polizei oder Rettungsdienst',
    emergencyPolicy: {
      never: 'Sie rufen nie den Notruf.',
      with_consent_only: 'Sie rufen den Notruf nur, wenn du zustimmst.',
      may_without_consent: 'Sie rufen vielleicht die Polizei oder den Rettungsdienst, ohne dich zu fragen.',
      unknown: 'Wir wissen nicht, ob sie vielleicht die Polizei oder den Rettungsdienst rufen. Du kannst sie vorher fragen.',
    },
    policy: 'Ihre Regeln dazu',
    checked: (day) => `Geprüft am ${day}.`,
    notChecked: 'Noch hat niemand aus der Community diesen Eintrag geprüft.',
    back: 'Zurück zur Umfrage',
  },

  trouble: {
    title: 'Entschuldigung',
    heading: 'Entschuldigung, etwas hat nicht funktioniert',
    text: 'Das ist unser Fehler, nicht deiner. Bitte geh zurück und versuch es gleich noch einmal.',
    tooLargeHeading: 'Das ist zu viel für eine Seite',
    tooLarge: 'Bitte geh zurück und kürze, was du geschrieben hast. Es wurde nichts gespeichert.',
    notAFormHeading: 'Das konnten wir nicht lesen',
    notAForm: 'Bitte geh zurück und benutze das Formular auf der Seite. Es wurde nichts gespeichert.',
    elsewhereHeading: 'Das kam von einer anderen Website',
    elsewhere:
      'Eine andere Website wollte hier in deinem Namen etwas senden. Es wurde nicht angenommen, und nichts hat sich geändert. Um mitzumachen, öffne den Link, den du bekommen hast.',
  },
}
