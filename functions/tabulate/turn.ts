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
