import { createHash } from 'node:crypto'

/**
 * The one stylesheet. Logical properties only, so that it serves both directions of writing; no colour carries meaning
 * alone; borders are real, so they stay in forced colours. Lengths are in rem, so that all grows with the reader's font.
 */
const sheet = `
:root{color-scheme:light dark;--paper:#fbf7f0;--card:#fff;--ink:#26221d;--soft:#5f574d;--line:#857b6f;--hair:#e0d8cb;--brand:#0f5e5a;--over:#fff;--tint:#e4f0ec;--wrong:#a3261c}
@media (prefers-color-scheme:dark){:root{--paper:#1b1916;--card:#26231f;--ink:#f3ede3;--soft:#c5bbad;--line:#968c80;--hair:#3d3831;--brand:#8fd3c8;--over:#0d2623;--tint:#1f3532;--wrong:#ffa898}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif;scroll-padding-block:5rem 1rem;text-size-adjust:none}
body{margin:0;overflow-wrap:anywhere}
a{color:var(--brand);text-underline-offset:.2em}
a:hover,.plain:hover{text-decoration-thickness:.15em}
:focus-visible{outline:4px solid var(--ink);outline-offset:2px}
main:focus{outline:0}
.skip{position:absolute;inset-block-start:-9rem}
.skip:focus{position:static}
header{position:sticky;inset-block-start:0;background:var(--paper);border-block:.3rem solid var(--brand);border-block-end:1px solid var(--hair)}
header>div,.page{max-inline-size:40rem;margin:auto;padding:.5rem 1rem 1rem}
header>div{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;padding-block:.4rem;font-size:.9rem}
header span{flex:1 1 min-content;overflow-wrap:normal}
.bar,.tongues{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.tongues{margin-inline-start:auto}
main{padding-block-start:.7rem}
h1,h2,h3{line-height:1.25;margin-block:2rem .6rem;text-wrap:balance}
h1{font-size:1.6rem;margin-block:0 .8rem}
h2{font-size:1.25rem}
h3{font-size:1.1rem}
p,ul,ol,dl,dd,blockquote{margin:0 0 1rem}
ul,ol{padding-inline-start:1.4rem}
li{margin-block-end:.4rem;padding-inline-start:.2rem}
::marker{color:var(--brand)}
ol>::marker{font-weight:600}
.soft{color:var(--soft);margin-block-end:.7rem}
legend .soft,label .soft{display:block;font-size:1rem}
fieldset{border:0;margin:0 0 2rem;padding:0;min-inline-size:0}
legend{padding:0;inline-size:100%}
legend>*,label>*{margin-block-start:0}
.option{display:flex;gap:.9rem;min-block-size:3.2rem;padding:.8rem 1rem;margin-block-end:.5rem;background:var(--card);border:1px solid var(--line);border-radius:.6rem;cursor:pointer}
.option:hover,.option:has(:checked){background:var(--tint)}
.option:has(:checked){border-color:var(--brand);box-shadow:inset 0 0 0 2px var(--brand)}
.say{margin:0 0 1rem;padding-inline-start:2.4rem}
.find{margin-block-end:1rem}
.option input{flex:none;inline-size:1.5rem;block-size:1.5rem;margin:0;accent-color:var(--brand)}
.go,footer{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin-block:1.5rem}
.go>p{flex-basis:100%;margin:0}
button,.button{font:inherit;font-weight:600;display:inline-flex;align-items:center;justify-content:center;min-block-size:3rem;padding:.6rem 1.2rem;border:2px solid var(--brand);border-radius:.6rem;background:var(--brand);color:var(--over);text-align:center;text-decoration:none;cursor:pointer}
[hidden]{display:none}
.second{background:none;color:var(--brand)}
:is(button,.button):hover{box-shadow:inset 0 0 0 2px var(--paper)}
.second:hover{background:var(--tint)}
.leave{max-inline-size:100%;padding:.4rem .7rem;background:#9c2b20;border-color:#9c2b20;color:#fff}
.plain{background:none;border:0;padding:0;color:var(--brand);font-weight:400;text-align:start;text-decoration:underline;text-underline-offset:.2em}
.plain:hover{box-shadow:none}
.stop{flex-basis:100%;margin-block-start:1.5rem}
.link{display:inline-block;padding-block:.6rem;min-block-size:2.75rem;min-inline-size:2.75rem}
footer{gap:0 2rem;margin-block-start:2.5rem;border-block-start:1px solid var(--hair);padding-block-start:1rem}
summary{color:var(--brand);padding-block:.8rem;text-decoration:underline;text-underline-offset:.2em;cursor:pointer}
details[open]{border-block-end:1px solid var(--hair);margin-block-end:2rem}
textarea,[type=text]{font:inherit;color:inherit;inline-size:100%;min-block-size:3rem;padding:.7rem;background:var(--card);border:2px solid var(--line);border-radius:.6rem}
.note,.wrong,blockquote{border-inline-start:.35rem solid var(--brand);padding:1rem 1.2rem;margin-block-end:1.5rem;border-radius:.2rem}
.note{background:var(--tint)}
:is(.note,.wrong,.card)>:first-child{margin-block-start:0}
:is(.note,.wrong,.card)>:last-child{margin-block-end:0}
.wrong{border-color:var(--wrong);background:var(--card)}
.wrong a,.error{color:var(--wrong);font-weight:600}
[aria-invalid]{border-color:var(--wrong)}
blockquote,.as-is{white-space:pre-wrap}
dd blockquote{margin:.5rem 0 0;padding-block:.2rem}
.card{background:var(--card);border:1px solid var(--hair);border-radius:.6rem;padding:1.2rem;margin-block-end:1rem}
dl>div{display:grid;grid-template-columns:1fr auto;gap:0 1rem;padding-block:.6rem;border-block-end:1px solid var(--hair)}
dt{font-weight:600}
dl dd{margin:0}
dd+dd{grid-area:1/2/3}
.code{font:600 1.3rem/1.6 ui-monospace,monospace;background:var(--card);border:2px solid var(--brand);border-radius:.6rem;padding:1rem .4rem;text-align:center;text-wrap:balance}
.code.big{font-size:2rem;text-wrap:wrap}
.big>*{display:inline-block;margin-inline:.1em}
.line{border-block-end:1px solid var(--line);padding-block-end:2.5rem}
.bar+.note{margin-block-start:.7rem}
.hide{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
[hidden]{display:none!important}
@media (max-width:30rem){.go>*{flex:auto}}
@media (min-width:48rem){html{font-size:1.25rem}.page{padding-block-start:1rem}.code{font-size:1.6rem}}
@media screen and (min-width:64rem){.page:has(.grid){max-inline-size:52rem}.grid{margin-block-end:2rem}.grid fieldset{display:grid;grid-auto-flow:column;grid-template-columns:minmax(0,3fr);grid-auto-columns:minmax(0,1fr);column-gap:.3rem;margin:0;border-block-end:1px solid var(--hair)}.grid legend{float:inline-start;align-self:end;padding-block:.6rem}.grid legend *{margin:0}.grid :is(.soft,.error)[id]{grid-column:1}.grid .option{grid-row:1/span 3;position:relative;flex-direction:column-reverse;align-items:center;gap:.3rem;padding:.4rem .1rem;margin:0;border:0;background:none;font-size:.8rem;line-height:1.2;text-align:center}.grid .option:has(:checked){background:var(--tint)}.grid fieldset>p.soft:not([id]),.grid fieldset+fieldset :is(.option span,.soft){position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}}
@media print{.code{font-size:2rem}.code.big{font-size:3rem}:root{color-scheme:light}html{font-size:11pt;background:#fff}header,footer,.go,.skip,.bar{display:none}.page{max-inline-size:none;padding:0}h2{margin-block-start:1rem}.option,.card{break-inside:avoid}.option{min-block-size:0;padding-block:.3rem}}
`

/** As it stands in the page or in the file: the hash is over exactly these characters. */
export const STYLE = sheet.trim().replace(/\n/g, '')

/** The source that a content security policy names for a page that has the styles inside. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`
