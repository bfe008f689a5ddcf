import type { AutoState } from '../../../survey.ts'
import type { FormChoice, FormQuestion } from '../form-shape.ts'
import { withoutMarkup } from '../label-markup.ts'

/** Choices of a form that say what pages offer by themselves, in the languages that the pages speak, and French. */
const SAID: Readonly<Record<AutoState, RegExp>> = {
  dk: /^(i )?(do ?n[o'’]?t know|am not sure|not sure|unsure|can'?t say|unknown|no (lo )?s[eé]|no estoy segur[oa]|wei(ß|ss) (ich )?nicht|(bin )?unsicher|je ne sais pas|ne sait pas|لا أعرف|لست متأكد[اًة]*)( ?[/(,.].*)?$/iu,
  pns: /^((i('d)? )?(prefer|would rather|would prefer|rather) not (to )?(say|answer|disclose).*|(i )?do not want to answer|(i )?decline to answer|refused?( to answer)?|prefiero no (decir|contestar|responder).*|no (deseo|quiero) (contestar|responder).*|keine angabe.*|(möchte|will) (ich )?(dazu )?(nicht|keine).*|je préfère ne pas .*|أفضل (عدم|ألا) .*)$/iu,
  na: /^(not applicable|does(n'?t| not) apply( to me)?|n ?\/ ?a|no aplica|no corresponde|trifft (auf mich )?nicht zu|entfällt|non applicable|ne s'applique pas|لا ينطبق( علي)?)( ?[/(,.].*)?$/iu,
}

/** The answers that pages add by themselves to a question of this kind, unless a choice of the form says one: people would read it twice. */
export function autoBeside(kind: FormQuestion['kind'], choices: readonly FormChoice[]): AutoState[] | undefined {
  const labels = choices.flatMap(({ label }) => [...label.values()].map((text) => withoutMarkup(text).replaceAll('’', "'")))
  const said = (['dk', 'pns', 'na'] as const).filter((state) => labels.some((text) => SAID[state].test(text.trim())))
  if (said.length === 0) return undefined
  const usual: readonly AutoState[] = kind === 'many' ? ['pns'] : ['dk', 'pns']
  return usual.filter((state) => !said.includes(state))
}
