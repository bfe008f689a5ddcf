// Of jsdom, as far as the engine of ODK is given it. Its own types bring those of a browser to every file.
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options: { readonly url: string })
    readonly window: Record<string, unknown>
  }
}
