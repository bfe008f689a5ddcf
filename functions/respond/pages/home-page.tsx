import { type Frame, Layout } from '#shared/pages/page-layout.tsx'

/** The page at the address without a survey's link. It lists no surveys and names no topic. */
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
