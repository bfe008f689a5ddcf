/** Saves a chart as it is drawn, as SVG or as a picture for a slide, and opens every table at once. Everything else works without it. */
export const SAVE_SCRIPT = `
document.querySelectorAll('figure').forEach(function(f,n){
var s=f.querySelector('svg'),p=document.createElement('p');p.className='save';p.append(document.body.dataset.save+' ');
function down(u,t){var a=document.createElement('a');a.href=u;a.download=(f.id||'chart-'+n)+'.'+t;a.click()}
function src(){var c=s.cloneNode(true);c.setAttribute('viewBox',s.dataset.saved);c.removeAttribute('data-saved');return new XMLSerializer().serializeToString(c)}
function add(t,go){var b=document.createElement('button');b.type='button';b.textContent=t;b.onclick=go;p.append(b)}
add('SVG',function(){down(URL.createObjectURL(new Blob([src()],{type:'image/svg+xml'})),'svg')});
add('PNG',function(){var i=new Image(),b=s.dataset.saved.split(' '),w=+b[2],h=+b[3];i.onload=function(){var c=document.createElement('canvas');c.width=w*4;c.height=h*4;c.getContext('2d').drawImage(i,0,0,w*4,h*4);down(c.toDataURL('image/png'),'png')};
var t=src().replace('<svg','<svg width="'+w+'" height="'+h+'"');i.src='data:image/svg+xml;charset=utf-8,'+encodeURIComponent(t)});
f.append(p)})
document.querySelectorAll('.opens').forEach(function(n){var b=document.createElement('button');b.type='button';b.textContent=document.body.dataset.open;b.onclick=function(){document.querySelectorAll('.questions details').forEach(function(d){d.open=true})};n.append(' ',b)})
`
