import { openDataFolder } from '../data-folder.ts'
import { lockFolder } from '../lock.ts'
import { copyFolder } from '../repack.ts'
import { askDeployment } from './control.ts'
import { writeSnapshot } from './snapshot.ts'

/** Copies a data folder, as it is at one moment, to a new one: through the deployment that runs on it, or while none does. */
export async function copyData(root: string, copy: string): Promise<void> {
  if ((await askDeployment(root, { ask: 'snapshot', folder: copy })) === undefined) await copyWhileStopped(root, copy)
}

async function copyWhileStopped(root: string, copy: string): Promise<void> {
  const release = await lockFolder(root)
  try {
    const folder = await openDataFolder(root)
    await writeSnapshot(
      folder,
      async (to) => {
        await copyFolder(folder.database, to)
      },
      copy,
    )
  } finally {
    await release()
  }
}
