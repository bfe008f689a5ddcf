import type { Words } from './words/en.ts'

/**
 * The script that a browser with JavaScript gets beside the pages, which all work without it. It keeps nothing in the browser.
 *
 * On a page with a question it posts the form to the page's own address while a person writes: two seconds after the last
 * key, at once after a choice, and when the page goes away by the browser's own buttons. The number of a question is only
 * posted when the page goes away, as no half of it may count. Each save is numbered, so that one that comes late undoes
 * nothing.
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
form=d.forms.f,shown=form&&form._shown,changed,waits,saving,
save=last=>{
clearTimeout(waits)
if(!changed||saving&&!last)return
shown.value=shown.value.replace(/\\d+$/,n=>+n+1)
let body=new URLSearchParams(new FormData(form))
body.set('_go','save')
changed=0
saving=fetch(form.action,{method:'POST',body,keepalive:!!last}).catch(()=>changed=1).then(()=>saving=0)
},
away=()=>{changed=0;clearTimeout(waits);d.body.hidden=true;location.replace(leave.href)}
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
if(shown){
form.addEventListener('input',e=>{
clearTimeout(waits)
changed=1
if(e.target.type!='text')waits=setTimeout(save,e.target.type=='textarea'?2000:0)
})
form.addEventListener('submit',()=>{
clearTimeout(waits)
changed=0
})
addEventListener('beforeunload',()=>save(1))
addEventListener('pagehide',()=>save(1))
}
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
