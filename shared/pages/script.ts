import type { Words } from './words/en.ts'

/**
 * What a browser with JavaScript gets beside the pages, which all work without it. It reads nothing that a person
 * entered, keeps nothing and talks to nobody.
 *
 * Shift, pressed alone three times within five seconds, leaves; in between, another key or a switch of the keyboard's
 * language (Alt and Shift) begins anew. Leaving by key or by button blanks the page at once and
 * takes its place in the history, so that Back does not come here. Escape does nothing: some press it to close a menu.
 * A page that a browser kept whole is asked for again when it comes back. The receipt gets a way to copy its code and to
 * print it.
 */
const source = `
(words=>{
let d=document,times=0,timer,mixed,
leave=d.querySelector('.leave'),
code=d.querySelector('.code'),
add=(to,tag,text)=>{let e=d.createElement(tag);e.textContent=text;to.append(e);return e},
status=to=>{let e=add(to,'p','');e.setAttribute('role','status');return e},
said=status(d.body),
away=()=>{d.body.hidden=true;location.replace(leave.href)}
said.className='hide'
leave.onclick=e=>{e.preventDefault();away()}
addEventListener('keydown',e=>{
if(e.key=='Shift')mixed=e.altKey||e.ctrlKey||e.metaKey
else times=0,mixed=e.shiftKey
})
addEventListener('keyup',e=>{
if(e.key!='Shift'||mixed)return
if(!times++)clearTimeout(timer),timer=setTimeout(()=>{if(times)said.textContent=words.over;times=0},5000)
if(times>2)away();else said.textContent=words.again[times-1]
})
addEventListener('pageshow',e=>e.persisted&&location.reload())
if(code){
let row=d.createElement('div'),button=(text,act)=>{let e=add(row,'button',text);e.type='button';e.className='second';e.onclick=act}
row.className='go'
code.after(row)
button(words.copy,async()=>{
try{await navigator.clipboard.writeText(code.textContent);result.textContent=words.copied}
catch{result.textContent=words.notCopied}
})
button(words.print,()=>print())
let result=status(row)
}
})`

/** The script in one language. The words it says are inside, so that no page carries them. */
export function scriptFor({ script }: Words): string {
  return `${source.trim()}(${JSON.stringify(script)})`
}
