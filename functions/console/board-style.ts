import { STYLE } from '#shared/pages/style.ts'

/** The styles that the board's pages need beside those of all pages. Logical properties only. */
const more = `
header>div{max-inline-size:52rem}
.page{max-inline-size:52rem}
main>p,main>ul,.card>p{max-inline-size:40rem}
.board-nav{display:flex;flex-wrap:wrap;gap:0 1.25rem;border-block-end:1px solid var(--hair);padding-block-end:.3rem;margin-block-end:.6rem}
.board-nav [aria-current]{font-weight:600;color:var(--ink);text-decoration:none}
.hash{font-family:ui-monospace,monospace;overflow-wrap:anywhere;unicode-bidi:isolate;direction:ltr}
.words{white-space:pre-wrap;border-inline-start:.2rem solid var(--line);padding-inline-start:.8rem;margin-block-end:.6rem}
.mark{display:inline-block;border:1px solid var(--line);border-radius:.4rem;padding:0 .5rem;font-size:.95rem;background:var(--card)}
.stopped{border:2px solid var(--wrong);color:var(--wrong);font-weight:600}
.card h2,.card h3{margin-block:0 .3rem}
.timeline{list-style:none;padding:0}
.timeline>li{border-inline-start:.2rem solid var(--hair);padding-inline-start:1rem;padding-block-end:.6rem}
table{border-collapse:collapse;inline-size:100%}
select{font:inherit}
input[type=file],select{display:block;min-block-size:2.75rem;max-inline-size:100%}
td,th{text-align:start;vertical-align:top;padding:.4rem .8rem .4rem 0;border-block-end:1px solid var(--hair)}
.day{white-space:nowrap}
.paper{background:var(--card);border:1px solid var(--hair);border-radius:.6rem;padding:1rem 1.2rem}
[hidden]{display:none!important}
mark{background:#ffe9a8;color:#1b1b1b}
.stop-button{background:#9c2b20;border-color:#9c2b20;color:#fff}
`

export const BOARD_STYLE = STYLE + more.trim().replace(/\n/g, '')
