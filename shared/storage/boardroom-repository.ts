/**
 * The lists that the board's console keeps between two pages: `link` that lets somebody make a key, `newcomer` who made one,
 * `waiting` for a signature, `used` once and never again, `review` that is handed in and not opened yet, and, before there is a
 * board, its charter as it is written (`founding`) and who has signed that (`agreement`). `limit`: what was counted for whom, on which day.
 */
type BoardroomList = 'link' | 'newcomer' | 'waiting' | 'used' | 'review' | 'founding' | 'agreement' | `limit ${string}` | StoryList

/**
 * The records of a reading of stories, by the proposal that opened it: `parts` that holders gave its readers, who looked at which story
 * (`views`), what they came to step by step (`steps`), and from which boxes the quotes of a release are (`sources`).
 */
type StoryList = `story-${'parts' | 'views' | 'steps' | 'sources'} ${string}`

export interface Boardroom {
  /** Returns false, changing nothing, when other bytes are kept under this key. `expires` in epoch seconds. */
  keep(list: BoardroomList, key: string, bytes: Uint8Array, expires: number): Promise<boolean>
  /** Gives nothing for an entry that has expired, whether or not the database has removed it yet. `now` in epoch seconds. */
  read(list: BoardroomList, key: string, now: number): Promise<Uint8Array | undefined>
  all(list: BoardroomList, now: number): Promise<{ readonly key: string; readonly bytes: Uint8Array }[]>
  remove(list: BoardroomList, key: string): Promise<void>
}
