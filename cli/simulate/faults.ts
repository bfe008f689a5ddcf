/** The survey's link leads nowhere on this server. */
export class SurveyNotOpen extends Error {
  override readonly name = 'SurveyNotOpen'
}

/** Nobody answers at the address. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** A page did not lead on as it must: a fault of the server or of its pages. Names the path, never an answer. */
export class VisitFailed extends Error {
  override readonly name = 'WalkFailed'
}
