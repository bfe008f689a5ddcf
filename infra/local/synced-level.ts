import { ClassicLevel, type GetOptions } from 'classic-level'
import type { Items } from './repack.ts'

type Write = { readonly type: 'put'; readonly key: string; readonly value: unknown } | { readonly type: 'del'; readonly key: string }

/**
 * A LevelDB store that says a write is done when it is on the disk, and shows it to readers only then. Writes that come
 * while the disk is busy go together in the next batch, with one sync for all of them: see docs/adr/0019.
 * Its blocks are not compressed, so that leveldb/check-files.ts can read them.
 */
export class SyncedLevel extends ClassicLevel<string, unknown> {
  /** The one made last, to see that the database really took this store, and to copy what is in it. */
  static last: SyncedLevel | undefined

  #waiting: Write[] = []
  #next: Promise<void> | undefined
  #last: Promise<void> = Promise.resolve()

  constructor(location: string, options?: ConstructorParameters<typeof ClassicLevel<string, unknown>>[1]) {
    super(location, { ...options, compression: false })
    SyncedLevel.last = this
  }

  /** All items as they are at this moment, for a copy. */
  asBytes(): Items {
    return this.iterator<Uint8Array, Uint8Array>({ keyEncoding: 'view', valueEncoding: 'view' })
  }

  /** At once and not by another thread: what is asked for is in memory as a rule, and the way there and back takes longer than the look. */
  override get(key: string): Promise<unknown>
  override get<K = string, V = unknown>(key: K, options: GetOptions<K, V>): Promise<V | undefined>
  override async get<K = string, V = unknown>(key: K, options: GetOptions<K, V> = {}): Promise<V | undefined> {
    return this.status === 'open' ? this.getSync(key, options) : super.get(key, options)
  }

  override put(key: string, value: unknown): Promise<void> {
    return this.#write({ type: 'put', key, value })
  }

  override del(key: string): Promise<void> {
    return this.#write({ type: 'del', key })
  }

  #write(write: Write): Promise<void> {
    this.#waiting.push(write)
    if (!this.#next) {
      this.#next = this.#last.then(() => {
        const together = this.#waiting
        this.#waiting = []
        this.#next = undefined
        return super.batch(together, { sync: true })
      })
      this.#last = this.#next.catch(() => {})
    }
    return this.#next
  }
}
