import { createHash } from 'node:crypto'

/**
 * The styles, inlined in each page, so that a page is one request. What every page needs travels with every page: about
 * 1 KB compressed; the rest comes only where it is used. Logical properties only, so that they serve both directions of
 * writing; no colour carries meaning alone; borders are real, so they stay in forced colours.
 */
const everywhere = `
:root{color-scheme:light dark;--paper:#fbf7f0;--card:#fff;--ink:#26221d;--soft:#5f574d;--line:#857b6f;--brand:#0f5e5a;--over:#fff;--tint:#e4f0ec;--wrong:#a3261c}
@media (prefers-color-scheme:dark){:root{--paper:#1b1916;--card:#26231f;--ink:#f3ede3;--soft:#c5bbad;--line:#968c80;--brand:#8fd3c8;--over:#0d2623;--tint:#1f3532;--wrong:#ffa898}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif;scroll-padding-block:5rem;text-size-adjust:none}
body{margin:0;overflow-wrap:break-word}
a{color:var(--brand);text-underline-offset:.2em}
:focus-visible{outline:4px solid var(--ink);outline-offset:2px}
main:focus{outline:0}
.skip{position:absolute;inset-block-start:-9rem}
.skip:focus{position:static}
header{position:sticky;inset-block-start:0;background:var(--paper);border-block:.3rem solid var(--brand);border-block-end:1px solid var(--line)}
header>div,.page{max-inline-size:40rem;margin:auto;padding:1rem}
header>div{display:flex;gap:.5rem;align-items:center;justify-content:space-between;padding-block:.4rem;font-weight:600;font-size:.9rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .7rem}
p{margin:0 0 1rem}
.soft{color:var(--soft);margin-block-end:.7rem}
legend .soft,label .soft{display:block;font-size:1rem}
fieldset{border:0;margin:0 0 2rem;padding:0;min-inline-size:0}
legend{padding:0;inline-size:100%}
.option{display:flex;gap:.9rem;min-block-size:3.2rem;padding:.8rem 1rem;margin-block-end:.5rem;background:var(--card);border:1px solid var(--line);border-radius:.6rem}
.option:hover,.option:has(:checked){background:var(--tint)}
.option:has(:checked){border-color:var(--brand);box-shadow:inset 0 0 0 2px var(--brand)}
.option input{flex:none;inline-size:1.5rem;block-size:1.5rem;margin:0;accent-color:var(--brand)}
.go,footer{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin-block:1.5rem}
button,.button{font:inherit;font-weight:600;display:inline-flex;align-items:center;justify-content:center;min-block-size:3rem;padding:.6rem 1.2rem;border:2px solid var(--brand);border-radius:.6rem;background:var(--brand);color:var(--over);text-align:center;text-decoration:none;cursor:pointer}
[hidden]{display:none}
.second{background:none;color:var(--brand)}
.leave{padding:.4rem .8rem;background:#9c2b20;border-color:#9c2b20;color:#fff}
.plain{background:none;border:0;padding:0;color:var(--brand);font-weight:400;text-align:start;text-decoration:underline;text-underline-offset:.2em}
.link{display:inline-block;padding-block:.6rem;min-block-size:2.75rem}
footer{gap:0 2rem;border-block-start:1px solid var(--line);padding-block-start:1rem}
.bar,.tongues{display:flex;flex-wrap:wrap;gap:0 1rem}
.tongues{margin-inline-start:auto}
@media (max-width:30rem){.go>*{flex:auto}}
@media print{header,footer,.go,.skip,.bar{display:none}.option{break-inside:avoid}}
`

/** For text inputs, notes, errors, lists of answers and the receipt code. */
const whereNeeded = `
h2,h3{line-height:1.25;margin-block:2rem .6rem}
h2{font-size:1.25rem}
h3{font-size:1.1rem}
legend h2,legend h3{margin-block-start:0}
ul,ol,dl,dd,blockquote{margin:0 0 1rem}
ul,ol{padding-inline-start:1.4rem}
li{margin-block-end:.4rem}
.note{background:var(--tint)}
summary{color:var(--brand);padding-block:.8rem;text-decoration:underline;text-underline-offset:.2em}
textarea,[type=text]{font:inherit;color:inherit;inline-size:100%;min-block-size:3rem;padding:.7rem;background:var(--card);border:2px solid var(--line);border-radius:.6rem}
.note,.wrong,blockquote{border-inline-start:.35rem solid var(--brand);padding:1rem;margin-block-end:1.5rem}
.note>:first-child,.wrong>:first-child{margin-block-start:0}
.note>:last-child,.wrong>:last-child{margin-block-end:0}
.wrong{border-color:var(--wrong)}
.wrong a,.error{color:var(--wrong);font-weight:600}
blockquote,dd{white-space:pre-wrap}
dl>div{display:grid;grid-template-columns:1fr auto;gap:0 1rem;padding-block:.5rem;border-block-end:1px solid var(--line)}
dt{font-weight:600}
dl dd{margin:0}
dd+dd{grid-area:1/2/3}
.code{font:600 1.3rem/2 monospace;background:var(--card);border:2px solid var(--brand);border-radius:.6rem;padding:1rem;text-align:center}
.hide{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
`

/** As they stand in the page: the hashes below are over exactly these characters. */
export const STYLE = compact(everywhere)
export const MORE_STYLE = compact(whereNeeded)

const SOURCES = [STYLE, MORE_STYLE].map((style) => ({ style, source: `'sha256-${createHash('sha256').update(style).digest('base64')}'` }))

/** Sources for the content security policy of a page: of these styles, the ones it has, and no other. */
export function styleSourcesOf(page: string): string {
  return SOURCES.flatMap(({ style, source }) => (page.includes(style) ? [source] : [])).join(' ')
}

function compact(style: string): string {
  return style.trim().replace(/\n/g, '')
}
