/** Another tabulation of the study has begun: this one may not write any more. */
export class Overtaken extends Error {
  constructor() {
    super('another tabulation of this study has begun')
    this.name = 'Overtaken'
  }
}

/** The release asked for is not the study's next one. */
export class OutOfTurn extends Error {
  constructor(study: string, next: number, asked: number) {
    super(`the next release of ${study} is number ${next}, not ${asked}`)
    this.name = 'OutOfTurn'
  }
}

/** The record of a study is older than its releases: one more could be subtracted from a release that it has forgotten. */
export class RecordIsOlder extends Error {
  constructor(study: string, release: number) {
    super(
      `release ${release} of ${study} is in the bucket of candidates, and the record of the study has no such release: restore the record`,
    )
    this.name = 'RecordIsOlder'
  }
}
