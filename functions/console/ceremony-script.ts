/**
 * The one thing that the board's pages need a script for: to ask the browser for a passkey. A form says by `data-ceremony`
 * what is wanted; what the authenticator answers goes into the form's hidden fields, and the form is posted as any other.
 */
export const CEREMONY_SCRIPT = `(()=>{let f=document.forms.ceremony
if(!f)return
let d=f.dataset,out=document.getElementById('ceremony-said'),busy,
from=t=>Uint8Array.from(atob(t.replace(/-/g,'+').replace(/_/g,'/')),c=>c.charCodeAt(0)),
to=b=>btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=+$/,''),
fill=(name,bytes)=>f.elements[name].value=to(bytes)
f.addEventListener('submit',async e=>{
if(f.elements.clientData.value)return
e.preventDefault()
if(!window.PublicKeyCredential){out.textContent=d.none;return}
if(busy)return
busy=1
out.textContent=''
try{
let challenge=from(d.challenge)
if(d.ceremony=='create'){
let made=await navigator.credentials.create({publicKey:{challenge,rp:{id:d.site,name:d.group},user:{id:from(d.user),name:d.alias,displayName:d.alias},pubKeyCredParams:[{type:'public-key',alg:-7}],authenticatorSelection:{residentKey:'preferred',userVerification:'required'},attestation:'none',extensions:{prf:{}}}})
fill('credential',made.rawId)
fill('clientData',made.response.clientDataJSON)
fill('attestation',made.response.attestationObject)
}else{
let allowCredentials=d.credentials.split(' ').filter(Boolean).map(id=>({type:'public-key',id:from(id)})),
given=await navigator.credentials.get({publicKey:{challenge,rpId:d.site,allowCredentials,userVerification:'required'}})
fill('credential',given.rawId)
fill('authenticatorData',given.response.authenticatorData)
fill('value',given.response.signature)
fill('clientData',given.response.clientDataJSON)
}
f.submit()
}catch{
f.elements.clientData.value=''
out.textContent=d.failed
}
busy=0
})})()`
