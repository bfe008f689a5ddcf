import { createHash } from 'node:crypto'

/**
 * The one stylesheet, inlined in each page. Logical properties only, so that it serves both directions of writing; no
 * colour carries meaning alone; borders are real, so they stay in forced colours.
 */
const source = `
:root{color-scheme:light dark;--paper:#fbf7f0;--card:#fff;--ink:#26221d;--soft:#5f574d;--line:#857b6f;--rule:#e2d9cb;--brand:#0f5e5a;--on-brand:#fff;--tint:#e4f0ec;--error:#a3261c;--glow:#ffd24a}
@media (prefers-color-scheme:dark){:root{--paper:#1b1916;--card:#26231f;--ink:#f3ede3;--soft:#c5bbad;--line:#968c80;--rule:#3b362f;--brand:#8fd3c8;--on-brand:#0d2623;--tint:#1f3532;--error:#ffa898;--glow:#8a6a00}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;scroll-padding-block:5rem 1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word}
a{color:var(--brand);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 6px var(--glow)}
main:focus-visible{outline:0;box-shadow:none}
.skip{position:absolute;inset-block-start:-9rem;inset-inline-start:1rem;z-index:3;background:var(--card);padding:.75rem 1rem}
.skip:focus{inset-block-start:.5rem}
.top{position:sticky;inset-block-start:0;z-index:2;background:var(--paper);border-block-end:1px solid var(--rule)}
.top div,.page{max-inline-size:42rem;margin-inline:auto;padding-inline:1rem}
.top div{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;padding-block:.5rem}
.site{font-weight:600}
.page{padding-block:1rem 3rem}
h1{font-size:clamp(1.45rem,1.2rem + 1.6vw,1.95rem);line-height:1.25;margin-block:.25rem 1rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin-block:2rem .5rem}
h3{font-size:1.05rem;margin-block:1.25rem .25rem}
p,ul,ol,dl,blockquote{margin-block:0 1rem;margin-inline:0;max-inline-size:38rem}
ul,ol{padding-inline-start:1.4rem}
li{margin-block-end:.4rem}
.lead{font-size:1.2rem}
.soft,.hint{color:var(--soft)}
.hint{margin-block-end:.75rem}
.kicker{color:var(--soft);font-size:1rem;font-weight:600;margin-block:0 .25rem}
.back,.text-link{display:inline-flex;align-items:center;min-block-size:2.75rem}
.back::before{content:"\\2039";font-size:1.5em;line-height:1;margin-inline-end:.35em}
.back:dir(rtl)::before{content:"\\203a"}
fieldset{border:0;margin:0 0 1.5rem;padding:0;min-inline-size:0}
legend{padding:0;inline-size:100%}
legend h1,legend h2,legend h3,label>h1{margin-block-end:.75rem}
.stem{display:block;color:var(--soft);font-size:1rem;font-weight:400;margin-block-end:.5rem}
.option{display:flex;gap:.9rem;align-items:flex-start;min-block-size:3.25rem;padding:.8rem 1rem;margin-block-end:.5rem;background:var(--card);border:1px solid var(--line);border-radius:.6rem;cursor:pointer}
.option:hover{border-color:var(--brand);background:var(--tint)}
.option:has(:checked){border-color:var(--brand);background:var(--tint);box-shadow:inset 0 0 0 1px var(--brand)}
.option:has(:focus-visible){outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 6px var(--glow)}
.option input{flex:none;inline-size:1.5rem;block-size:1.5rem;margin:.05rem 0 0;accent-color:var(--brand)}
.option input:focus-visible{outline:0;box-shadow:none}
.or{color:var(--soft);margin-block:.75rem;padding-inline-start:1.15rem}
textarea,input[type=text]{display:block;inline-size:100%;font:inherit;color:inherit;background:var(--card);border:2px solid var(--line);border-radius:.5rem;padding:.7rem .8rem;min-block-size:3rem}
textarea{min-block-size:11rem;resize:vertical}
.short{max-inline-size:9rem}
.code-box{max-inline-size:24rem;letter-spacing:.06em;font-family:ui-monospace,Menlo,Consolas,monospace}
.go{display:flex;flex-wrap:wrap;gap:.75rem;margin-block:1.5rem;align-items:stretch}
button,.button{font:inherit;font-weight:600;line-height:1.25;display:inline-flex;align-items:center;justify-content:center;text-align:center;min-block-size:3rem;padding:.7rem 1.4rem;border:2px solid var(--brand);border-radius:.6rem;background:var(--brand);color:var(--on-brand);text-decoration:none;cursor:pointer}
button:hover,.button:hover{filter:brightness(1.12)}
.second{background:transparent;color:var(--brand)}
.second:hover{background:var(--tint);filter:none}
.leave{min-block-size:2.75rem;padding:.45rem 1rem;background:#9c2b20;border-color:#9c2b20;color:#fff}
.plain{background:none;border:0;padding:.5rem 0;color:var(--brand);font-weight:400;text-decoration:underline;text-underline-offset:.2em;text-align:start}
.plain:hover{filter:none;text-decoration-thickness:.14em}
.note{background:var(--tint);border-inline-start:.35rem solid var(--brand);border-radius:.25rem;padding:.9rem 1.1rem;margin-block:0 1.25rem}
.note>:last-child{margin-block-end:0}
.wrong{border:3px solid var(--error);border-radius:.6rem;padding:1rem 1.1rem;margin-block-end:1.5rem}
.wrong h2{margin-block-start:0}
.wrong a,.error{color:var(--error);font-weight:600}
.bad{border-inline-start:.35rem solid var(--error);padding-inline-start:1rem}
details{margin-block-end:1.5rem}
summary{cursor:pointer;color:var(--brand);padding-block:.6rem;min-block-size:2.75rem}
details[open] summary{margin-block-end:.5rem}
blockquote{border-inline-start:.25rem solid var(--line);padding-inline-start:1rem;white-space:pre-wrap}
.rows>div{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;padding-block:.75rem;border-block-end:1px solid var(--rule)}
.rows dt{font-weight:600}
.rows dd{margin:0;grid-column:1;white-space:pre-wrap}
.rows .change{grid-column:2;grid-row:1/span 2}
.rows .change a{display:inline-flex;align-items:center;min-block-size:2.75rem}
.code{font:600 clamp(1.15rem,5.2vw,1.8rem)/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.04em;background:var(--card);border:2px solid var(--brand);border-radius:.6rem;padding:1rem;text-align:center;max-inline-size:none}
.foot{border-block-start:1px solid var(--rule);margin-block-start:2.5rem;padding-block-start:1rem;display:flex;flex-wrap:wrap;gap:.25rem 2rem;align-items:center}
.item{border-block-start:1px solid var(--rule);padding-block-start:1.25rem}
.hide{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:24rem){.go>*{flex:1 1 100%}.rows>div{grid-template-columns:1fr}.rows .change{grid-column:1;grid-row:auto}}
@media (forced-colors:active){.option:has(:checked){outline:2px solid Highlight}button,.button{border-color:ButtonText}}
@media print{.top,.foot,.go,.skip,.back{display:none}.option,.item,fieldset{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}}
`

/** As it stands in the page: the hash below is over exactly these characters. */
export const STYLE = source.trim().replace(/\n/g, '')

export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`
