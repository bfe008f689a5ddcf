import { type SiteFrame, SitePage } from './site-page.tsx'

/** A page that says one thing, and shows no results. */
export function MessagePage({ frame, heading, text }: { readonly frame: SiteFrame; readonly heading: string; readonly text: string }) {
  return (
    <SitePage frame={frame} title={heading}>
      <h1>{heading}</h1>
      <p>{text}</p>
    </SitePage>
  )
}
