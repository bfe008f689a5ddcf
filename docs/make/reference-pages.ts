import { type PublicFunction, publicFunctions, type SourceText } from './public-functions.ts'

/** Where functions of files that lie in shared itself are. */
const ALONE = 'shared'

const HEAD = `# Reference

The functions of \`shared/\` that other rooms use: what each takes, what it gives, and which errors it throws. The pages are made from
the comments above the functions with \`npm run reference\`. Change the comment and not the page. [ARCHITECTURE.md](../../ARCHITECTURE.md)
says what each room is for, and [glossary.md](../glossary.md) what the words mean.
`

/** The pages of docs/reference by file name, one for each room of shared, and a page that lists them. */
export function referencePages(sources: readonly SourceText[]): ReadonlyMap<string, string> {
  const folders = new Set(sources.map(({ path }) => path.split('/')).flatMap(([, room = '', ...rest]) => (rest.length > 0 ? [room] : [])))
  const rooms = Map.groupBy(publicFunctions(sources), ({ room }) => (folders.has(room) ? room : ALONE))
  const pages = [...rooms].map(([room, functions]) => [`${room}.md`, page(room, functions)] as const)
  const list = [...rooms].map(([room, functions]) => `- [${room}](${room}.md): ${functions.map(({ name }) => name).join(', ')}`)
  return new Map([['README.md', `${HEAD}\n${list.toSorted().join('\n')}\n`], ...pages])
}

function page(room: string, functions: readonly PublicFunction[]): string {
  const where = room === ALONE ? 'shared' : `shared/${room}`
  return `${[`# ${where}`, ...functions.map(entry)].join('\n\n')}\n`
}

function entry({ name, path, signature, about }: PublicFunction): string {
  return `## ${name}\n\n${about}\n\n\`${path}\`\n\n\`\`\`ts\n${signature}\n\`\`\``
}
