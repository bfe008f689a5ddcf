/** Files in a data folder that say something about all of it. */

/** It was restored, and what was withdrawn since has to be deleted again. */
export const RESTORED = 'restored.txt'

/** Reports may have been made that it does not know of. */
export const NO_FURTHER_REPORTS = 'no-further-reports.txt'

export const WHY_NO_REPORTS = `This folder was restored from a backup, and nobody said that no report was made after the backup.
If a report was made after the backup, another one made from this data could be compared with it, and show who answered in between.
If you are sure that no report was made after the backup, delete this file. Otherwise open the survey again under another id.
`
