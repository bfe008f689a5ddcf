/** Of a finding page alone: it opens from a USB stick and prints, so it brings everything with it. */
export const FINDING_STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light}
body{margin:0;background:#fbf7f0;color:#26221d;font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-inline-size:46rem;margin:auto;padding:1rem 1.2rem 4rem}
h1,h2,h3{line-height:1.25;text-wrap:balance;break-after:avoid}
h1{font-size:2rem;margin-block:1rem}
h2{font-size:1.35rem;margin-block:2.2rem .6rem;border-block-start:3px solid #0f5e5a;padding-block-start:.6rem}
h3{font-size:1.15rem;margin-block:2.4rem .4rem}
h4{font-size:1rem;margin-block:1.4rem .4rem}
.standing{background:#26221d;color:#fff;padding:.6rem 1rem;font-weight:600;border-radius:.3rem;margin-block:.4rem}
.leading{font-size:1.25rem;font-weight:600;padding:0;list-style:none}
.leading li{margin-block:.9rem;padding-inline-start:1rem;border-inline-start:.35rem solid #0f5e5a}
.limits{background:#e4f0ec;padding:.8rem 1rem;border-radius:.3rem}
.soft{color:#5f574d}
.small{font-size:.85rem}
svg{display:block;inline-size:100%;max-inline-size:36rem;block-size:auto;border:1px solid #e0d8cb;border-radius:.3rem;background:#fff;break-inside:avoid}
.scroll{overflow-x:auto}
.scroll table{min-inline-size:34rem}
table{border-collapse:collapse;inline-size:100%;font-size:.9rem;margin-block:.8rem;background:#fff}
th,td{overflow-wrap:normal;border:1px solid #e0d8cb;padding:.35rem .5rem;text-align:start;vertical-align:top}
thead th{background:#f1ebe0}
tbody th{font-weight:400}
td{font-variant-numeric:tabular-nums}
blockquote{margin:.6rem 0;padding:.6rem 1rem;border-inline-start:.3rem solid #857b6f;background:#fff}
button{font:inherit;font-size:.9rem;padding:.3rem .8rem;margin-inline-end:.5rem;border:1px solid #0f5e5a;border-radius:.3rem;background:#fff;color:#0f5e5a;cursor:pointer}
@media print{body{background:#fff;font-size:10pt}main{max-inline-size:none;padding:0}.first{break-after:page}.save{display:none}section{break-inside:avoid-page}}
`
