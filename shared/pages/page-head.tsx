import type { PropsWithChildren } from 'hono/jsx'

/** The head of every page. The empty icon keeps a browser from asking for one. */
export function PageHead({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width" />
      <link rel="icon" href="data:," />
      {children}
    </head>
  )
}
