import type { Random } from './random.ts'

/** Made up for this purpose; nobody said them. Ordered from worse to better experiences. */
const SENTENCES = [
  'I would have liked more time to say what was going on.',
  'Nobody told me what would happen next, so I had to guess.',
  'I had to explain the same thing again at every visit.',
  'Someone who looks at me and not at the screen.',
  'A letter in plain words with what was agreed.',
  'It would help if one person stayed with me all the way.',
  'Being asked what I want before anything is decided.',
  'Longer opening hours, and a place to wait that is quiet.',
  'It was mixed: some people listened well, others did not.',
  'Help with rent came first, the rest became easier after that.',
  'My friend could stay with me, and that made it easier.',
  'Talking to someone who had been there too made the difference.',
  'They asked what mattered to me and wrote it down in my words.',
  'I was believed the first time. That was new.',
  'They called back when they said they would.',
] as const

const ADDED = [
  '',
  '',
  '',
  '\nThat is all I want to say.',
  '\nThank you for asking.',
  '\nSmall things matter: a chair, a glass of water, a name.',
]

/** One or two neutral sentences near the person's experience. */
export function sentenceFor(random: Random, heard: number): string {
  const middle = (SENTENCES.length - 1) / (1 + Math.exp(-heard))
  const index = Math.round(middle + 2 * random.normal())
  const sentence = SENTENCES[Math.max(0, Math.min(SENTENCES.length - 1, index))] ?? SENTENCES[0]
  return sentence + (ADDED[random.below(ADDED.length)] ?? '')
}
