/** The way out, first on every page: it works at once, posts nothing, and says to no other site where a person comes from. */
export function LeaveSiteLink({ text }: { readonly text: string }) {
  return (
    <a class="button leave" href="/leave" rel="noreferrer">
      {text}
    </a>
  )
}
