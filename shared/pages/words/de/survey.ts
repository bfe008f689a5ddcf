import type { survey as english } from '../en/survey.ts'

/** On the way through a survey, from its first page to the receipt. */
export const survey: typeof english = {
  start: {
    asks: 'Wer fragt',
    pays: 'Wer bezahlt',
    title: 'Willkommen',
    minutes: (minutes) => `Es dauert etwa ${minutes === 1 ? '1 Minute' : `${minutes} Minuten`}. Nimm dir so viel Zeit, wie du möchtest.`,
    howHeading: 'So läuft es ab',
    how: [
      'Zuerst sagen wir dir, was mit deinen Antworten passiert. Du sagst ja oder nein.',
      'Dann siehst du auf jeder Seite eine Frage. Du kannst jede überspringen.',
      'Um zurückzugehen, nimm die Knöpfe auf den Seiten. Mit den Knöpfen deines Browsers kann verloren gehen, was du gerade eingegeben hast.',
      'Du kannst deine Antworten prüfen. Nichts wird gesendet, bevor du „Meine Antworten senden“ drückst.',
      'Am Ende bekommst du einen Code. Mit ihm kannst du deine Antworten zurücknehmen.',
    ],
    safeHeading: 'Bevor du anfängst',
    safe: [
      'Wir fragen nicht, wer du bist. Deine Antworten sind nicht mit deinem Namen verbunden.',
      'Niemand liest die Antworten, während sie ankommen, und niemand kann sich bei dir melden. Wenn du mit jemandem sprechen möchtest, sieh unter „Unterstützung finden“ nach. Das steht auf jeder Seite.',
    ],
    leaveHeading: 'Wenn du schnell weg musst',
    leaveWhat:
      'Der Knopf „Diese Seite verlassen“ ist oben auf jeder Seite. Er bringt dich auf eine andere Website und löscht alle Antworten, die du nicht gesendet hast.',
    leaveKey:
      'Mit einer Tastatur kannst du stattdessen dreimal die Umschalttaste drücken, ab der nächsten Seite. Die Escape-Taste tut hier nichts.',
    leaveNot:
      'Der Knopf löscht nicht den Verlauf deines Browsers. Wer dort nachsieht, kann sehen, dass diese Seite offen war, aber nicht, was du geantwortet hast. Ein privates Fenster lässt weniger zurück.',
    begin: 'Anfangen: eine Frage nach der anderen',
    all: 'Alle Fragen auf einer Seite sehen',
    allHint: 'Während du schreibst, wird nichts aufbewahrt, und du kannst sie drucken.',
    resumeHeading: 'Du hast schon angefangen',
    resume: 'Weitermachen, wo ich war',
  },

  /** Shown for a survey that closes by itself. */
  closing: {
    will: (when) =>
      `Diese Umfrage schließt am ${when}. Wenn du bis dahin angefangen hast, kannst du deine Antworten noch eine Stunde lang absenden.`,
    lastHour: (hour) =>
      `Diese Umfrage ist geschlossen. Weil du schon angefangen hattest, kannst du deine Antworten noch bis ${hour} absenden.`,
    was: (when) => `Sie wurde am ${when} geschlossen.`,
  },

  consent: {
    title: 'Deine Entscheidung mitzumachen',
    heading: 'Deine Entscheidung mitzumachen',
    details: 'Alle Einzelheiten lesen',
    data: 'Was wir behalten',
    who: 'Wer diese Umfrage macht',
    board: 'Der Rat der Community',
    contact: 'Kontakt',
    storage: 'Wo es aufbewahrt wird',
    storedAt: (region, processor) => `${region} (${processor})`,
    recipients: 'Wer Ergebnisse bekommt',
    retention: 'Wie lange wir es behalten',
    raw: (days) => `Deine Antworten: ${inDays(days)}, dann werden sie gelöscht.`,
    stories: (days) => `Was du in eigenen Worten schreibst: ${inDays(days)}, dann wird es gelöscht.`,
    codes: (days) => `Mit deinem Code kannst du deine Antworten zurücknehmen: ${inDays(days)} lang.`,
    rights: 'Deine Rechte',
    withdrawal: 'Deine Antworten zurücknehmen',
    complaint: 'Wenn du dich beschweren möchtest',
    jurisdiction: 'Welches Recht gilt',
    adult: 'Bist du 18 Jahre oder älter?',
    yes: 'Ja',
    no: 'Nein',
    purposes: 'Was dürfen wir mit deinen Antworten tun?',
    purposesHint: 'Nichts ist für dich angekreuzt. Zum Mitmachen brauchst du nur das, bei dem „nötig“ steht.',
    needed: 'nötig, um mitzumachen',
    agree: 'Ich bin einverstanden und möchte anfangen',
    decline: 'Nein, danke',
    changed:
      'Dieser Text hat sich geändert, seit du ihn gelesen hast. Bitte lies ihn noch einmal und wähle. Die Antworten, die du gegeben hast, sind noch hier.',
    otherLanguage:
      'Du hast diesem Text in einer anderen Sprache zugestimmt. Bitte lies ihn in dieser und wähle noch einmal. Die Antworten, die du gegeben hast, sind noch hier.',
    adultMissing: 'Wähle, ob du 18 Jahre oder älter bist',
    purposeMissing: 'Um mitzumachen, kreuze das Kästchen an, bei dem „nötig“ steht. Wenn du lieber nicht möchtest, drücke „Nein, danke“',
  },

  note: {
    title: 'Vor dem nächsten Teil',
    kicker: 'Der nächste Teil',
    choice: 'Du entscheidest. Wenn du diesen Teil überspringst, ändert sich sonst nichts.',
    skip: 'Diesen Teil überspringen',
    supportLink: 'Unterstützung finden',
  },
  info: { title: 'Etwas zum Lesen' },

  question: {
    placeOf: (number, total, part) => `Frage ${number} von etwa ${total} · ${part}`,
    otherTab:
      'Du hast diese Antwort in einem anderen Tab oder Fenster geändert. Im Feld steht, was du hier geschrieben hast. Dort hast du geschrieben:',
    title: (number) => `Frage ${number}`,
    skip: 'Diese Frage überspringen',
    chooseAny: 'Wähle alles, was passt.',
    chooseUpTo: (max) => `Wähle bis zu ${max}.`,
    ownBack:
      'Um zurückzugehen, nimm die Knöpfe auf dieser Seite. Mit dem Zurück-Knopf deines Browsers geht verloren, was du gerade geschrieben hast.',
    upTo: (max) => `Bis zu ${max} Zeichen. Du kannst das Feld leer lassen.`,
    say: (option) => `${option}: Sag uns gern, was genau`,
    sayHint: (max) => `Bis zu ${max} Zeichen. Wir bewahren es getrennt von deinen anderen Antworten auf, und es wird nicht veröffentlicht.`,
    find: 'Schreibe ein paar Buchstaben deiner Antwort, dann drücke „Weiter“',
    wholeList: 'Die ganze Liste zeigen',
    onlyOnce: 'Wähle jede Antwort nur einmal.',
    band: 'Wir behalten die Zahl nicht. Wir behalten nur, in welchem dieser Bereiche sie liegt:',
    bandKept: (band) => `Was wir bisher von dir haben: ${band}. Lass das Feld leer, um es zu behalten.`,
  },

  share: {
    title: 'Deine Worte',
    yours: 'Du hast geschrieben:',
    default: 'Wenn du nichts wählst, teilen wir es nicht.',
    notAgreed: (yes) =>
      `Als du der Teilnahme zugestimmt hast, hast du nicht zugestimmt, dass wir dich zitieren dürfen. Deshalb zählt die Antwort „${yes}“ hier nicht, außer du änderst das:`,
    notAgreedLink: 'ansehen, wozu ich zugestimmt habe',
  },

  check: {
    title: 'Antworten prüfen',
    heading: 'Prüfe deine Antworten',
    lead: 'Noch ist nichts gesendet. Du kannst alles ändern.',
    change: 'Ändern',
    wholePart: 'Dieser ganze Teil',
    notAnswered: 'Nicht beantwortet',
    partSkipped: 'Du hast diesen Teil übersprungen',
    sharing: 'Dürfen wir das teilen?',
    notQuoted: 'Nein. Du hast nicht zugestimmt, dass wir dich zitieren dürfen',
    goOn: 'Weiter',
  },

  aboutYou: {
    title: 'Über dich',
    heading: 'Ein paar Fragen über dich',
    why: 'Sie helfen uns zu sehen, ob manche Gruppen anders behandelt werden als andere.',
    safe: 'Antworte nur, was du möchtest. Wir zeigen Ergebnisse nur für Gruppen, die groß genug sind, damit niemand zu erkennen ist.',
  },

  send: {
    pen: 'Leg dir etwas zum Schreiben bereit, bevor du drückst: Danach siehst du einen Code, der nur einmal gezeigt wird.',
    title: 'Antworten senden',
    heading: 'Bereit zum Senden?',
    what: 'Wenn du auf den Knopf drückst, werden deine Antworten ohne deinen Namen gespeichert. Danach siehst du einen Code auf dem Bildschirm.',
    code: 'Der Code wird einmal gezeigt. Mit ihm kannst du deine Antworten zurücknehmen. Leg dir einen Stift bereit, oder mach ein Foto davon.',
    button: 'Meine Antworten senden',
    again: 'Meine Antworten noch einmal ansehen',
    waiting:
      'Du hast schon „Meine Antworten senden“ gedrückt, aber wir konnten es nicht abschließen. Drücke noch einmal, dann machen wir mit denselben Antworten weiter.',
    changed: 'Die Umfrage hat sich geändert, seit du angefangen hast. Bitte prüfe deine Antworten, bevor du sie sendest.',
  },

  failed: {
    title: 'Noch nicht gesendet',
    heading: 'Deine Antworten sind noch nicht gesendet',
    text: 'Bei uns hat etwas nicht funktioniert. Deine Antworten sind vorerst noch hier.',
    button: 'Noch einmal senden',
    withdrawHeading: 'Wir konnten es nicht abschließen',
    withdraw:
      'Bei uns hat etwas nicht funktioniert. Ein Teil ist vielleicht noch nicht gelöscht. Bitte geh zurück und drücke noch einmal auf den Knopf.',
  },

  receipt: {
    thanks:
      'Es braucht Zeit und manchmal Mut, zu sagen, was passiert ist. Was du gesagt hast, zählt jetzt, zusammen mit dem, was andere sagen.',
    works: (days) => `Der Code gilt ${inDays(days)}, gerechnet ab dem Tag, an dem diese Umfrage geöffnet wurde.`,
    print: 'Um den Code auf Papier aufzuheben, drucke diese Seite über das Menü deines Browsers oder fotografiere den Bildschirm.',
    paper: 'Eine Seite mit dem Code in großen Buchstaben, zum Drucken oder Fotografieren',
    address: 'Adresse dieser Website, zum Aufschreiben:',
    private: 'Mit dem Code kann niemand deine Antworten lesen. Wer ihn findet, könnte sie löschen.',
    title: 'Danke',
    heading: 'Danke. Deine Antworten sind angekommen.',
    codeHeading: 'Dein Quittungscode',
    keep: 'Schreib ihn jetzt auf. Diese Seite kann 30 Minuten lang neu geladen werden, bis du sie verlässt oder den Browser schließt. Geht der Code danach verloren, kann niemand deine Antworten finden, und wir auch nicht.',
    use: 'Mit ihm kannst du alles zurücknehmen, oder nur deine eigenen Worte. Geh zu dieser Seite, oder hänge /withdraw an die Adresse dieser Website an:',
    useLink: 'Meine Antworten zurücknehmen',
    agreedHeading: 'Wozu du zugestimmt hast',
    agreedOn: (day) => `Am ${day} hast du ja gesagt zu:`,
    notAgreed: 'Du hast nicht zugestimmt zu:',
    version: (version) => `Version ${version} des Einwilligungstextes`,
    nextHeading: 'Wie es weitergeht',
    device:
      'Auf diesem Gerät sind keine Antworten mehr. Der Verlauf des Browsers zeigt noch, dass diese Seite offen war. Vielleicht möchtest du ihn löschen.',
  },

  all: {
    title: 'Alle Fragen',
    back: 'Zurück zum Anfang',
    lead: 'Alle Fragen stehen auf dieser einen Seite. Während du schreibst, wird nichts aufbewahrt. Wenn du eine andere Seite ansiehst und innerhalb einer Stunde zurückkommst, ist noch hier, was du geschrieben hast, verschlossen mit einem Schlüssel, den nur dieser Browser hat. Du kannst alles leer lassen, und du kannst diese Seite drucken.',
    part: (number, title) => `Teil ${number}: ${title}`,
    skipPart: 'Ich überspringe diesen Teil',
    changed:
      'Die Umfrage hat sich geändert, seit du diese Seite geöffnet hast. Bitte sieh sie dir noch einmal an. Was du geschrieben hast, ist noch hier.',
    old: 'Diese Seite ist seit einem Tag offen. Bitte sieh sie dir noch einmal an und drücke wieder „Meine Antworten senden“. Was du geschrieben hast, ist noch hier.',
    switched:
      'Diese Seite ist jetzt auf Deutsch. Was du geschrieben hast, ist noch hier. Bitte lies den ersten Teil noch einmal und wähle.',
    failed:
      'Bei uns hat etwas nicht funktioniert, und deine Antworten sind noch nicht gesendet. Was du geschrieben hast, ist noch hier. Bitte drücke noch einmal „Meine Antworten senden“.',
    paused:
      'Diese Umfrage macht eine Pause, deshalb sind deine Antworten nicht gesendet. Was du geschrieben hast, ist noch hier. Du kannst diese Seite offen lassen und später „Meine Antworten senden“ drücken, oder sie drucken.',
    closed:
      'Diese Umfrage ist geschlossen, deshalb sind deine Antworten nicht gesendet. Was du geschrieben hast, ist noch hier, falls du es für dich drucken möchtest.',
    onlyIf: (condition) => `Antworte hier nur, wenn das stimmt: ${condition}.`,
    onlyIfPart: (condition) => `Beantworte diesen Teil nur, wenn das stimmt: ${condition}.`,
    chose: (options, number) => `du hast bei Frage ${number} ${options} gewählt`,
    choseOther: (options, number) => `du hast bei Frage ${number} etwas anderes als ${options} gewählt`,
    choseNone: (options, number) => `du hast Frage ${number} beantwortet und ${options} nicht gewählt`,
    answered: (number) => `du hast Frage ${number} beantwortet`,
    and: ' und ',
    orJoin: ' oder ',
    quote: (option) => `„${option}“`,
  },
}

function inDays(days: number): string {
  return days === 1 ? '1 Tag' : `${days} Tage`
}
