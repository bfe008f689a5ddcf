declare module 'dynalite' {
  import type { Server } from 'node:http'

  export type Options = {
    /** Folder of the LevelDB store; in memory without it. */
    path?: string
    createTableMs?: number
    deleteTableMs?: number
  }

  /** The server closes its store when it is closed. */
  export default function dynalite(options?: Options): Server
}
