/** Saves a chart as it is drawn, as SVG or as a picture for a slide, and opens every table at once. Everything else works without it. */
export const SAVE_SCRIPT = `
const d=document,each=(s,f)=>d.querySelectorAll(s).forEach(f),add=(p,t,f)=>{const b=d.createElement('button');b.textContent=t;b.onclick=f;p.append(b)}
each('figure>svg',s=>{
const f=s.parentNode,p=d.createElement('p'),[,,w,h]=s.dataset.saved.split(' '),src=()=>{const c=s.cloneNode(true);c.setAttribute('viewBox',s.dataset.saved);c.setAttribute('width',w);c.setAttribute('height',h);return'data:image/svg+xml;charset=utf-8,'+encodeURIComponent(new XMLSerializer().serializeToString(c))},down=(u,t)=>{const a=d.createElement('a');a.href=u;a.download=f.id+'.'+t;a.click()}
p.className='save';p.append(d.body.dataset.save+' ')
add(p,'SVG',()=>down(src(),'svg'))
add(p,'PNG',()=>{const i=new Image();i.onload=()=>{const c=d.createElement('canvas');c.width=w*4;c.height=h*4;c.getContext('2d').drawImage(i,0,0,w*4,h*4);down(c.toDataURL(),'png')};i.src=src()})
f.append(p)})
each('.opens',n=>{n.append(' ');add(n,d.body.dataset.open,()=>each('.questions details',e=>e.open=true))})
`
