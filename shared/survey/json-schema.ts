import * as z from 'zod'
import { blockFile } from './consent-blocks/block-file.ts'
import { commonFile, commonLanguageFile, languageFile, surveyFile } from './definition.ts'

const SCHEMAS = {
  'survey.schema.json': { schema: surveyFile, title: 'The structure of a Chorus survey: survey.yaml' },
  'language.schema.json': { schema: languageFile, title: 'The wording of a Chorus survey in one language' },
  'common.schema.json': { schema: commonFile, title: 'What Chorus surveys share: common/common.yaml' },
  'common-language.schema.json': { schema: commonLanguageFile, title: 'The wording that Chorus surveys share, in one language' },
  'consent-block.schema.json': { schema: blockFile, title: 'A consent text with gaps that Chorus surveys fill in, in one language' },
}

/** JSON Schema (2020-12) of the files that people write, by file name: for completion and checks in an editor. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, { schema, title }]) => {
      const json = { title, ...z.toJSONSchema(schema, { io: 'input', reused: 'ref' }) }
      return [name, `${JSON.stringify(json, null, 2)}\n`]
    }),
  )
}
