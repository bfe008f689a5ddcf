/**
 * A map that does not change: `with` gives another one, as quickly for a large map as for a small one. Maps made from one
 * another share one store, which always holds the map that was read or made last; each of the others keeps the one entry by
 * which it differs from the next.
 */
export class SharedMap<K, V> implements ReadonlyMap<K, V> {
  #store: Map<K, V> | undefined
  #differs: { readonly key: K; readonly has: boolean; readonly value: V | undefined; readonly from: SharedMap<K, V> } | undefined

  private constructor(store: Map<K, V>) {
    this.#store = store
  }

  static of<K, V>(map: ReadonlyMap<K, V>): SharedMap<K, V> {
    return map instanceof SharedMap ? map : new SharedMap(new Map(map))
  }

  with(key: K, value: V): SharedMap<K, V> {
    const store = this.#read()
    const next = new SharedMap(store)
    this.#leave(store, key, next)
    store.set(key, value)
    return next
  }

  get(key: K): V | undefined {
    return this.#read().get(key)
  }

  has(key: K): boolean {
    return this.#read().has(key)
  }

  get size(): number {
    return this.#read().size
  }

  /** Iterates over the entries as they are now, whatever is read or made while they are gone through. */
  entries(): MapIterator<[K, V]> {
    return new Map(this.#read()).entries()
  }

  keys(): MapIterator<K> {
    return new Map(this.#read()).keys()
  }

  values(): MapIterator<V> {
    return new Map(this.#read()).values()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(does: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) does(value, key, this)
  }

  #leave(store: Map<K, V>, key: K, from: SharedMap<K, V>): void {
    this.#differs = { key, has: store.has(key), value: store.get(key), from }
    this.#store = undefined
  }

  /** Goes back, one entry after the other, from the map that the store holds to this one. */
  #read(): Map<K, V> {
    if (this.#store) return this.#store
    const way: SharedMap<K, V>[] = []
    let last: SharedMap<K, V> = this
    while (last.#differs) {
      way.push(last)
      last = last.#differs.from
    }
    const store = last.#store ?? new Map<K, V>()
    for (const map of way.toReversed()) {
      if (!map.#differs) continue
      const { key, has, value, from } = map.#differs
      from.#leave(store, key, map)
      // biome-ignore lint/style/noNonNullAssertion: an entry that was there has a value of its type, and undefined can be one
      if (has) store.set(key, value!)
      else store.delete(key)
      map.#differs = undefined
      map.#store = store
    }
    return store
  }
}
