/**
 * Words of questions whose answers name a person or lead to one: in English, Spanish, German and French, and some in Arabic. Each list
 * is a part of a regular expression.
 */

const PEOPLE =
  'respondents?|participants?|interview(?:ee|er)s?|enumerators?|surveyors?|data collectors?|(?:the )?head of (?:the )?(?:household|family)|household head|child|mother|father|guardian|caregiver|carer|spouse|husband|wife|beneficiary|client|patient|student|your|encuestad[oa]r?|entrevistad[oa]r?|participante|enquêt(?:é|eur)e?'

/** Those who ask: a list of them to choose from names them. */
export const WHO_ASKS = 'interviewers?|enumerators?|surveyors?|data collectors?|encuestador(?:es|a)?|enquêteur|enquêtrice'

const SMALL_PLACE = 'village|neighbou?rhood|hamlet|settlement|street|barangay|school|employer|workplace|landlord'

export const NAME: readonly string[] = [
  '(?:full|first|last|your|family|given|maiden|sur)[ -]?names?|forenames?|vorname|nachname|familienname|nombre y apellidos?|apellidos?|prénom|nom de famille',
  'nick[ -]?names?|alias(?:es)?|initials|spitznamen?|initialen|apodos?|iniciales|initiales|signature|unterschrift',
  `(?:${PEOPLE})(?:['’]?s)?[ -](?:full |first |last )?name`,
  `name of (?:the |your )?(?:${PEOPLE}|${SMALL_PLACE})`,
  `(?:${SMALL_PLACE}) name`,
  `(?:nombre|nom) (?:del?|de la|de l['’]|du) ?(?:${PEOPLE}|aldea|barrio|pueblo|escuela|village|quartier)`,
  "what(?:'s| is) (?:your|his|her|their) (?:\\p{L}+ )?name|c[oó]mo (?:te|se) llamas?|(?:su|tu) nombre|votre nom|wie hei(?:ß|ss)(?:en sie|t du)|(?:ihr|dein) (?:\\p{L}+ )?name",
]

/** Ways to reach somebody, and where they live. */
export const REACH: readonly string[] = [
  'e-?mail(?:-?adresse)?|correo electr[oó]nico|courriel|tele(?:fon|phone|fono)(?:nummer)?|tel[eé]fono|t[eé]l[eé]phone|phone(?: number)?|whats ?app|signal number',
  '(?:mobile|cell(?:ular)?|contact|tel|fax|landline|viber|telegram)[ .-]*(?:numbers?|nr|num|no(?=\\.?\\s*[:?*]*$))|(?:handy|mobil|festnetz)[ -]?(?:nr|nummer)|n[uú]mero de (?:celular|m[oó]vil|contacto)|num[eé]ro de portable',
  '(?:instagram|facebook|twitter|tik ?tok|telegram|linkedin|snapchat|discord|skype|social media)[ -]+(?:handle|account|name|profile|id|link|konto|profil|cuenta|perfil|compte)|user ?names?|nutzername|nombre de usuario',
  '(?:your|home|street|postal|mailing|residential|current|permanent|full|physical|exact) address|anschrift|(?:wohn|post|ihre |deine )adresse|stra(?:ß|ss)e und hausnummer|(?:su|tu) direcci[oó]n|direcci[oó]n (?:postal|completa|exacta)|domicilio|votre adresse|adresse (?:postale|complète|exacte)',
  'street (?:name|number|and (?:house )?number)|house (?:number|no)|hausnummer|calle y n[uú]mero',
  'post ?codes?|postal codes?|zip(?: ?codes?)?|c[oó]digo postal|postleitzahl|plz|code postal|pin ?code',
  'gps|(?:geo|map|geographic) ?coordinates|latitude|longitude|latitud|longitud|coordenadas|breitengrad|längengrad',
]

/** Numbers and codes that somebody was given, and the day of birth. */
export const GIVEN: readonly string[] = [
  'passport|social (?:security|insurance)|(?:medical record|hospital|insurance|registration|tax|nhs) (?:number|no|id)|mrn|ssn|licen[cs]e plate',
  '(?:national )?(?:id|identity|identification)(?: card)?[ .-]*(?:numbers?|nr|no|code)|national id|identity card|ausweisnummer|versicherten?nummer|c[eé]dula|n[uú]mero de (?:identificaci[oó]n|documento|expediente)',
  '(?:participant|respondent|study|subject|record|case|household|hh|beneficiary|student|employee|unique|enumerator|interviewer)[ .-]*(?:id|identifier|code|nr|numbers?(?! of))',
  '(?:patient|client|staff|member|person|user)[ .-]*(?:id|identifier|code)|teilnehmer[ -]?(?:code|nummer|id)',
  'date of birth|birth ?-?date|dob|your birthday|when (?:were you|was (?:he|she)) born|fecha de nacimiento|cu[aá]ndo naci(?:ó|ste)|geburtsdatum|wann (?:sind sie|bist du|wurden sie|wurdest du) geboren|date de naissance',
]

/** As these stand in a text, in a script without capitals. */
export const IN_ARABIC =
  /(?:اسمك|اسمكم|الاسم الكامل|اسم المستجيب|رقم الهاتف|رقم الهوية|البريد الإلكتروني|تاريخ الميلاد|عنوانك|عنوان السكن|الرمز البريدي)/u

/** Labels that are nothing but a field of a contact form, such as "Name", "Ihr Name:" or "Verein / Organisation". A small group is soon a person. */
export const ENTRY = `names?|nombres?|noms?|verein(?:sname)?|organi[sz]ation|einrichtung|firma|arbeitgeber|company|employer|organizaci[oó]n|empresa|association|kontakt(?:daten)?|contact(?: details)?|contacto|adresse|address|direcci[oó]n|mobile|cell|tel|fax|handy|celular|m[oó]vil|portable|village|id|${WHO_ASKS}`
