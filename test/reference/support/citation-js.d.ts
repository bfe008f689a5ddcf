/** citation.js comes without types: what the tests use of it. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string)
    readonly data: readonly {
      readonly title?: string
      readonly version?: string
      readonly author?: readonly { readonly literal?: string; readonly family?: string; readonly given?: string }[]
      readonly abstract?: string
      readonly note?: string
      readonly issued?: { readonly 'date-parts': number[][] }
    }[]
  }
}
declare module '@citation-js/plugin-bibtex' {}
declare module '@citation-js/plugin-ris' {}
