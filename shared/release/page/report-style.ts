/** The style of a finding page alone: the page opens from a USB stick and prints, so it brings everything with it. */
export const FINDING_STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light}
body{margin:0;background:#fbf7f0;color:#26221d;font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-inline-size:46rem;margin:auto;padding:1rem 1.2rem 4rem}
h1,h2,h3{line-height:1.25;text-wrap:balance;break-after:avoid}
h1{font-size:2rem;margin-block:1rem}
h2{font-size:1.35rem;margin-block:2.2rem .6rem;border-block-start:3px solid #0f5e5a;padding-block-start:.6rem}
h3{font-size:1.15rem;margin-block:2.4rem .4rem}
.standing{background:#26221d;color:#fff;padding:.6rem 1rem;font-weight:600;border-radius:.3rem;margin-block:.4rem}
.leading{padding:0;list-style:none}
.leading li{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline;margin-block:1rem;padding-inline-start:1rem;border-inline-start:.35rem solid #0f5e5a}
.leading strong{font-size:2.1rem;line-height:1.1;color:#0f5e5a;min-inline-size:5.5rem}
.leading span{flex:1 1 16rem;font-size:1.15rem}
.leading small{display:block;inline-size:100%;font-size:.85em}
.limits{background:#e4f0ec;padding:.6rem 1rem;border-radius:.3rem}
th small{display:block;font-weight:400}
.soft,caption{color:#5f574d}
.small,caption{font-size:.85rem}
figure{margin:0}
a{color:#0f5e5a}
summary{cursor:pointer;color:#0f5e5a;font-weight:600;padding-block:.3rem}
.question details{border-block-start:1px solid #e0d8cb;padding-block:.2rem}
svg{display:block;inline-size:100%;max-inline-size:36rem;block-size:auto;border:1px solid #e0d8cb;border-radius:.3rem;background:#fff;break-inside:avoid}
.scroll{overflow-x:auto}
.scroll table{min-inline-size:34rem}
table{border-collapse:collapse;inline-size:100%;font-size:.9rem;margin-block:.8rem;background:#fff}
th,td{overflow-wrap:normal;border:1px solid #e0d8cb;padding:.35rem .5rem;text-align:start;vertical-align:top}
caption{text-align:start;padding-block-end:.3rem}
thead th,.together{background:#f1ebe0}
tbody th{font-weight:400;position:sticky;inset-inline-start:0;background:#fff;max-inline-size:14rem}
.together{font-weight:600}
td{font-variant-numeric:tabular-nums}
blockquote{margin:.6rem 0;padding:.6rem 1rem;border-inline-start:.3rem solid #857b6f;background:#fff}
button{font:inherit;font-size:.9rem;padding:.3rem .8rem;margin-inline-end:.5rem;border:1px solid #0f5e5a;border-radius:.3rem;background:#fff;color:#0f5e5a;cursor:pointer}
@page{margin:12mm}
@media print{
body{background:#fff;font-size:9.5pt;line-height:1.35}
main{max-inline-size:none;padding:0}
h1{font-size:19pt;margin-block:.4rem}h2{font-size:12.5pt;margin-block:1rem .3rem;padding-block-start:.3rem;border-block-start-width:1.5pt}h3{margin-block:0 .2rem}
p{margin-block:.4rem}
.first{break-after:page}
.leading li{margin-block:.6rem}.leading strong{font-size:20pt;min-inline-size:4.2rem}.leading span{font-size:11pt}
.standing,.limits{background:none;color:#000;border:1.5pt solid #000;padding:.3rem .6rem}
.save,.contents,.file,.opens button,.questions details:not([open]){display:none}
.questions{columns:2;column-gap:7mm;font-size:8.5pt;line-height:1.3}
.question{break-inside:avoid;padding-block:0 3mm;margin-block-end:3mm;border-block-end:.5pt solid #857b6f}
.question h3{font-size:9.5pt}.question p,.question blockquote{margin-block:.25rem}.question blockquote{padding:.2rem .5rem}
.question:has(details[open]){column-span:all;break-inside:auto}
.question:has(details[open])>:is(figure,blockquote){display:inline-block;vertical-align:top;inline-size:8.5cm;margin-inline-end:.6cm}
summary{list-style:none;color:#000;padding:0}
table{font-size:8pt;margin-block:.3rem}.small,caption{font-size:8pt}.scroll{overflow:visible;padding-block-start:.1cm}.scroll table{min-inline-size:0}th,td{padding:.1rem .3rem}tbody th{position:static}
p,figure,blockquote,.scroll,tr{break-inside:avoid}h3,summary,.soft,figcaption,caption{break-after:avoid}
}
`
