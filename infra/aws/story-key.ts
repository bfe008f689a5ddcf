import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { publicStoryKey } from '#shared/response/story.ts'

/**
 * npm run story-key -- <file>: makes the key that opens ways to be reached and the words of trials, writes it to a new file for
 * the board to keep, and prints its public half for the stage. The key itself never goes to AWS. It opens no story of a survey
 * that is open for real, once enough members hold a key: docs/adr/0036-no-key-opens-all-stories.md.
 */
const [file] = process.argv.slice(2)
if (!file) {
  process.stderr.write('Name a new file on a disk that only the board has: npm run story-key -- /path/to/story.key [command-usage]\n')
  process.exitCode = 2
} else {
  const key = randomBytes(32)
  writeFileSync(file, `${key.toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  process.stdout.write(`"storyPublicKey": "${Buffer.from(publicStoryKey(key)).toString('base64')}"\n`)
}
