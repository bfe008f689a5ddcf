/** More than the largest release has: what is read as one is given up before it fills the memory. */
export const MOST_FILES = 5000
/** The most bytes of one file. */
export const MOST_BYTES = 50_000_000
/** The most bytes of all files together. */
export const MOST_TOGETHER = 500_000_000
