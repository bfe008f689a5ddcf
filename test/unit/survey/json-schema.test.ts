import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonSchemas } from '#shared/survey/json-schema.ts'

test.each([...jsonSchemas()])('surveys/%s is current: if not, run "npm run chorus -- survey schema"', (name, text) => {
  expect(readFileSync(`surveys/${name}`, 'utf8')).toBe(text)
})

test('a JSON Schema of each kind of file says which keys there are and which must be there', () => {
  const survey = JSON.parse(jsonSchemas().get('survey.schema.json') ?? '')
  expect(survey.additionalProperties).toBe(false)
  expect(survey.required).toEqual(expect.arrayContaining(['consent', 'disclosure', 'plan', 'retention', 'support', 'release']))
  expect(jsonSchemas().size).toBe(5)
})
