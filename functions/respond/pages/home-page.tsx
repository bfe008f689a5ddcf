import { type Frame, Layout } from '#shared/pages/page-layout.tsx'

/** Without a link there is nothing to see: no list of surveys, no topic. */
export function HomePage({ frame }: { readonly frame: Frame }) {
  const { home, withdraw } = frame.words
  return (
    <Layout frame={frame} title={home.title}>
      <h1>{home.heading}</h1>
      <p>{home.lead}</p>
      <p>
        {home.withdraw} <a href={frame.withdrawAt}>{withdraw.heading}</a>
      </p>
    </Layout>
  )
}
