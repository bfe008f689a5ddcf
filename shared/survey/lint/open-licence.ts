import type { Lint } from './lint.ts'

const OPEN = /^(?:CC0-1\.0|CC-BY-(?:SA-)?(?:3\.0|4\.0)|PDDL-1\.0|ODC-By-1\.0|MIT|Apache-2\.0|BSD-[23]-Clause)$/

export const openLicence: Lint = {
  id: 'open-licence',
  severity: 'warning',
  about: 'Other communities may only use a survey again when its licence says so (QN-01): an open one, by its SPDX name.',
  bad: [{ survey: { license: 'All rights reserved' } }],
  good: [{ survey: { license: 'CC-BY-4.0' } }, { survey: { license: 'CC0-1.0' } }],
  check: ({ license }) =>
    OPEN.test(license)
      ? []
      : [
          {
            part: { path: ['license'] },
            message: `"${license}" is not an open licence that Chorus knows`,
            remedy: 'Write CC-BY-4.0 or CC0-1.0, or accept that others may not use your questions',
          },
        ],
}
