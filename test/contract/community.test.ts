import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aStore, aVersion } from './store.ts'

describe('the community table', () => {
  const store = aStore()
  const community = () => store.repositories().community
  const aLink = () => randomBytes(5).toString('hex')

  it('keeps the bytes of a survey exactly, even when they are not text', async () => {
    const version = aVersion()
    const bytes = new Uint8Array(randomBytes(50_000))

    await community().storeSurvey(version, bytes)

    expect(await community().readSurvey(version)).toStrictEqual(bytes)
  })

  it('keeps a survey of two megabytes of wording', async () => {
    const version = aVersion()
    const bytes = new TextEncoder().encode('In the last 12 months, did you feel listened to? '.repeat(40_000))

    await community().storeSurvey(version, bytes)

    expect(await community().readSurvey(version)).toStrictEqual(bytes)
  })

  it('refuses, with a remedy, what would not fit into one item', async () => {
    const storing = community().storeSurvey(aVersion(), new Uint8Array(randomBytes(400_000)))

    await expect(storing).rejects.toMatchObject({ name: 'StorageError', code: 'TooLarge', message: expect.stringContaining('split it') })
  })

  it('never changes the bytes of a version that is there', async () => {
    const version = aVersion()
    await community().storeSurvey(version, Uint8Array.of(1))

    await community().storeSurvey(version, Uint8Array.of(2))

    expect(await community().readSurvey(version)).toStrictEqual(Uint8Array.of(1))
  })

  it('lists each version once', async () => {
    const versions = [aVersion('being-heard'), aVersion('being-heard'), aVersion('crisis-response')]
    for (const version of [...versions, ...versions]) await community().storeSurvey(version, Uint8Array.of(1))

    const listed = await community().versions()

    expect(listed.filter(({ hash }) => versions.some((version) => version.hash === hash))).toHaveLength(3)
    expect(listed).toStrictEqual(expect.arrayContaining(versions))
  })

  it('finds nothing under a name it does not know', async () => {
    expect(await community().readSurvey(aVersion())).toBeUndefined()
    expect(await community().readOpen(aLink())).toBeUndefined()
  })

  it('opens, moves to another version, lists and closes a link', async () => {
    const link = aLink()
    const [first, second] = [aVersion(), aVersion()]
    await community().open({ link, version: first })
    await community().open({ link, version: second })

    expect(await community().readOpen(link)).toStrictEqual({ link, version: second })
    expect(await community().listOpen()).toStrictEqual(expect.arrayContaining([{ link, version: second }]))
    await community().shut(link, 'closed')
    await community().shut(link, 'closed')
    expect(await community().readOpen(link)).toBeUndefined()
    expect((await community().listOpen()).filter((each) => each.link === link)).toStrictEqual([])
  })

  it('knows of a link that was shut, by which version and why, until it is opened again', async () => {
    const link = aLink()
    const version = aVersion()
    await community().open({ link, version })
    expect(await community().readShut(link)).toBeUndefined()

    await community().shut(link, 'paused')
    expect(await community().readShut(link)).toStrictEqual({ link, version, because: 'paused' })
    await community().shut(link, 'closed')
    expect(await community().listShut()).toStrictEqual(expect.arrayContaining([{ link, version, because: 'closed' }]))

    await community().open({ link, version })
    expect(await community().readShut(link)).toBeUndefined()
    expect(await community().readOpen(link)).toStrictEqual({ link, version })
  })

  it('remember that a survey was opened to be tried out, also while it is shut', async () => {
    const link = aLink()
    const version = { id: 'tried', hash: 'e'.repeat(64) }
    await community().open({ link, version, trial: true })
    expect(await community().readOpen(link)).toStrictEqual({ link, version, trial: true })
    await community().shut(link, 'paused')
    expect(await community().readShut(link)).toStrictEqual({ link, version, because: 'paused', trial: true })
    await community().open({ link, version })
    expect(await community().readOpen(link)).toStrictEqual({ link, version })
  })

  it('does not shut what was never open', async () => {
    const link = aLink()
    await community().shut(link, 'paused')
    expect(await community().readShut(link)).toBeUndefined()
  })
})
