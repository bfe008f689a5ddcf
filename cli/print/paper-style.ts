/** For black ink on white paper, A4 or letter; on a screen it looks the same. */
export const PAPER_STYLE = `@page{margin:16mm 15mm}
*{box-sizing:border-box}
html{background:#fff;color:#000;font:11pt/1.4 system-ui,sans-serif}
body{max-inline-size:46rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .6rem}
h2{font-size:1.2rem;margin:1.4rem 0 .4rem;break-after:avoid}
h3{font-size:1rem;margin:0 0 .3rem;break-after:avoid}
p,ul{margin:0 0 .6rem}
summary{font-weight:600;margin-block:.6rem;list-style:none}
h2+.soft{break-after:avoid}
details h2{font-size:1rem;margin:.6rem 0 .1rem}
details p,details ul{font-size:.9rem}
.note{border:1pt solid #000;padding:.6rem .8rem;margin-block:.8rem;break-inside:avoid}
.soft{color:#444;font-size:.9rem}
.question{break-inside:avoid;margin-block:1rem}
.boxes{list-style:none;padding:0;margin:0}
.boxes.long{columns:3}
.boxes li{display:flex;gap:.6rem;align-items:baseline;padding-block:.15rem;break-inside:avoid}
.box{flex:none;inline-size:.9rem;block-size:.9rem;border:1.2pt solid #000;border-radius:2pt;transform:translateY(.12rem)}
.one .box{border-radius:50%}
.code{color:#444;font:.7rem ui-monospace,monospace}
.line{border-block-end:1pt solid #000;block-size:1.7rem}
.short{inline-size:8rem;display:inline-block}
.card{break-inside:avoid;margin-block:.6rem}
.card h2{font-size:1rem;margin:0}
.card ul,.card p{font-size:.85rem;margin:0 0 .2rem}
section{break-before:auto}`
