import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { diskTrouble } from '#infra/local/disk-trouble.ts'
import { aFolder, startProbes } from './local.ts'

/** Only an administrator of Linux can mount. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe('a deployment that cannot use its folder says why, and what to do', () => {
  const folder = aFolder()
  const mounted: string[] = []
  afterEach(() => {
    for (const each of mounted.splice(0)) spawnSync('umount', ['--lazy', each])
  })

  function mount(name: string, options: string): string {
    const path = join(folder, name)
    mkdirSync(path, { recursive: true })
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status).toBe(0)
    mounted.push(path)
    return path
  }

  it.skipIf(!canMount)('on a full disk', async () => {
    const dataDir = join(mount('full', 'size=64k'), 'data')

    await expect(startProbes({ dataDir })).rejects.toThrow(/is full.*Make room/)
  })

  it.skipIf(!canMount)('on a disk that can only be read', async () => {
    const dataDir = mount('read-only', 'size=1m,ro')

    await expect(startProbes({ dataDir })).rejects.toThrow(/can only be read.*Mount it for writing/)
  })

  it('on a folder that another one uses', async () => {
    const dataDir = join(folder, 'used')
    const first = await startProbes({ dataDir })
    await expect(startProbes({ dataDir })).rejects.toThrow(/another Chorus is running.*stop it first/)
    await first.stop()
  })

  it.each([
    ['EACCES: permission denied, open', 'may not be written by the user that runs Chorus'],
    ['IO error: /data/lock/LOCK: Permission denied', 'may not be written by the user that runs Chorus'],
    ['IO error: /data/database/000005.log: No space left on device', 'is full'],
    ['IO error: /data/database/000005.log: Input/output error', 'copy the folder to another disk'],
  ])('when the system says %s', (message, sentence) => {
    const told = diskTrouble(new Error('Database failed to open', { cause: new Error(message) }), '/data')

    expect(String(told)).toContain(sentence)
  })

  it('and says nothing of the disk when the port may not be used', () => {
    const refused = new Error('port 80 is taken', {
      cause: Object.assign(new Error('listen EACCES'), { syscall: 'listen', code: 'EACCES' }),
    })

    expect(diskTrouble(refused, '/data')).toBe(refused)
  })
})
