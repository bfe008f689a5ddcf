import fc from 'fast-check'

// Property tests draw the same cases in every run, so that a run fails for a change alone. FC_SEED looks for new cases: a whole number, or "random".
const { FC_SEED } = process.env
if (FC_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FC_SEED ?? 1) })
