/** Made up: one thing in each that could lead to a person, in the manner of answers to surveys like ours. */
export const IDENTIFYING: readonly (readonly [sentence: string, contains: string])[] = [
  ['You can write to me at rosa.m84@mail.example about it.', 'rosa.m84@mail.example'],
  ['They gave me 020 7946 0958 and nobody picked up.', '020 7946 0958'],
  ['Call me on (312) 555-0142 if you want the whole story.', '(312) 555-0142'],
  ['I wrote about it on https://blog.example/ward-nights last year.', 'https://blog.example/ward-nights'],
  ['Everybody follows @quiet_tamsin, that is me.', '@quiet_tamsin'],
  ['It was on 14 March 2019 that they came to the door.', '14 March 2019'],
  ['They kept me from 03/11/2021 until the week after.', '03/11/2021'],
  ['On May 5th I was told to leave.', 'May 5th'],
  ['My grandmother was 87 years old when they did this to her.', '87'],
  ['I am 91 and still they talk over my head.', '91'],
  ['My patient number 4471902 was read out loud.', '4471902'],
  ['The house is in SW9 8QJ and everybody knows it.', 'SW9 8QJ'],
  ['I still live in 60614 near the lake.', '60614'],
  ['The team came to 22 Alder Street at night.', 'Alder Street'],
  ['Dr. Okonkwo laughed when I said it hurt.', 'Dr. Okonkwo'],
  ['Nurse Bellweather was the only kind one.', 'Nurse Bellweather'],
  ['They moved me to Maple Ward without a word.', 'Maple Ward'],
  ['In St Brannock Hospital nobody asked.', 'Hospital'],
  ['I was on Ward 7B for six weeks.', 'Ward 7B'],
  ['My name is darren and I want this said.', 'My name is darren'],
  ['My brother Kwame had to call them three times.', 'brother Kwame'],
  ['They wrote to me from help@northside-clinic.example twice.', 'help@northside-clinic.example'],
  ['There is one woman who drives the number 4 tram at night, and that is me.', 'drives the number 4 tram'],
  ['I was the one from the bridge that everybody read about.', 'the bridge'],
  ['In Little Hexcombe there is only one support group.', 'Little Hexcombe'],
]

/** Made up, and leading to nobody: what is marked here is marked for nothing. */
export const CLEAN: readonly string[] = [
  'Nobody listened to me for a long time, and then one person did.',
  'I waited for six weeks and was sent home after ten minutes.',
  'It would have helped to be asked what I wanted.',
  'Some days were good, some were hard, most were both.',
  'A peer worker sat with me and did not write anything down.',
]

/** The same things in Spanish and Arabic, with Arabic digits. */
export const ELSEWHERE: readonly (readonly [sentence: string, contains: string])[] = [
  ['Escríbeme a lucia@correo.example cuando quieras.', 'lucia@correo.example'],
  ['Mi número es 612 345 678, llámame.', '612 345 678'],
  ['Me llamo Itziar y quiero que se sepa.', 'Me llamo Itziar'],
  ['Fue el 3 de marzo de 2020 cuando vinieron.', '3 de marzo de 2020'],
  ['Vivo en la calle Olmos desde siempre.', 'calle Olmos'],
  ['La Dra. Etxeberria no me dejó hablar.', 'Dra. Etxeberria'],
  ['اتصلوا بي على ٠٥٥ ٥١٢ ٣٤٥٦ في الليل.', '٠٥٥ ٥١٢ ٣٤٥٦'],
  ['رقم ملفي ٤٤٧١٩٠٢ وقد قُرئ بصوت عالٍ.', '٤٤٧١٩٠٢'],
  ['حدث ذلك في ١٤/٠٣/٢٠١٩ أمام الجميع.', '١٤/٠٣/٢٠١٩'],
  ['اسمي سلمى وأريد أن يُعرف هذا.', 'اسمي سلمى'],
  ['كنت في مستشفى النور ستة أسابيع.', 'مستشفى النور'],
  ['راسلوني على salma@mail.example من فضلكم.', 'salma@mail.example'],
]
