/** The number of leading bits of a SHA-256 that have to be zero: 32,768 tries on average, a second or two on a laptop, some on a phone. */
export const WORK_BITS = 15

/**
 * A second script of the pages that send, and only where a survey asks for work. It looks for a number whose hash, together with
 * the page's challenge, begins with zeros, and says so politely. Somebody who sends before it is done waits for it once; without
 * a script, or when they press again, they send without it.
 */
export const WORK_SCRIPT = `(async()=>{let f=document.forms.f,w=f._work,s=document.getElementById('w'),d=s.dataset,e=new TextEncoder,busy=1,go,n=0,h
f.addEventListener('submit',v=>{if(busy&&!go&&!v.submitter?.name){v.preventDefault();go=1}})
s.textContent=d.busy
try{for(w.value='';!w.value;n+=64){h=await Promise.all([...Array(64).keys()].map(i=>crypto.subtle.digest('SHA-256',e.encode(d.work+(n+i)))))
h.forEach((x,i)=>{if(!(new DataView(x).getUint32(0)>>>${32 - WORK_BITS}))w.value=n+i})}
s.textContent=d.done}catch{s.textContent=''}
busy=0
if(go)f.submit()})()`
