import type { PageLanguage } from '#shared/languages.ts'

/**
 * Words that say how many or what share, in each language of the pages. Nobody may type one into a sentence of a report: its numbers
 * come from the tables alone. Articles that are also a number (un, una, ein) and words for any amount (some, few) are none.
 */
const WORDS: Readonly<Record<PageLanguage, RegExp>> = {
  en: /^(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|dozen|half|halve|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twice|thrice|double|triple|percent|percentage|percentages|most|majority|majorities|minority|minorities)s?$/u,
  es: /^(cero|uno|unos?cuantos|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci(seis|siete|ocho|nueve)|veinte|veinti\p{L}+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|centenar|centenares|(dos|tres|cuatro|seis|sete|ocho|nove)cient[oa]s|quinient[oa]s|mil|miles|millon|millones|docena|docenas|decena|decenas|mitad|mitades|medio|media|tercio|tercios|tercera|cuarto|cuartos|cuarta|quinto|quintos|quinta|decimo|decima|doble|triple|porcentaje|porcentajes|ciento|mayoria|mayoritariamente|minoria)$/u,
  de: /^(null|eins|zwei|zwo|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|\p{L}*(zehn|zwanzig|dreißig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig)|\p{L}*hundert\p{L}*|\p{L}*tausend\p{L}*|million(en)?|milliarden?|dutzend\p{L}*|halb\p{L}{0,2}|halfte|halften|\p{L}*(drittel|viertel|funftel|sechstel|siebtel|achtel|neuntel|zehntel)n?|zweimal|dreimal|doppelt\p{L}*|dreifach\p{L}*|prozent\p{L}*|mehrheit(en|lich)?|minderheit(en)?|meisten)$/u,
  ar: /^[وفبكل]{0,2}(ال|ل)?(صفر|واحد|واحده|اثنان|اثنين|اثنتان|اثنتين|ثلاث|ثلاثه|اربع|اربعه|خمس|خمسه|ست|سته|سبع|سبعه|ثمان|ثماني|ثمانيه|تسع|تسعه|عشر|عشره|عشرات|عشرون|عشرين|(ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(ون|ين)|\p{L}{0,5}(مئه|مائه|مئات|مئتان|مئتين|مائتان|مائتين)|الف|الاف|الفان|الفين|مليون|ملايين|نصف|ثلث|ثلثا|ثلثي|ثلثان|ثلثين|ربع|ارباع|اخماس|اعشار|ضعف|ضعفا|اضعاف|معظم|اغلب|اغلبيه|غالبيه|اكثريه|اقليه|نسبه)$/u,
}

/** The words of a text that say how many, as they stand in it. */
export function numberWordsIn(text: string, language: PageLanguage): string[] {
  return [...text.matchAll(/[\p{L}\p{M}\u0640]+/gu)].flatMap(([word]) => (WORDS[language].test(plain(word)) ? [word] : []))
}

/** In small letters, without marks above and below, and Arabic letters in one of their forms. */
function plain(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')
}
