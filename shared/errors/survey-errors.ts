/** Errors in the folder of a survey, or in a form of another tool that becomes one. */
export const SURVEY_ERRORS = {
  'survey-folder': {
    cause: 'The folder that was named is not there, is a file, or cannot be read.',
    remedy: 'Name the folder that holds survey.yaml, such as surveys/being-heard.',
  },
  'survey-file': {
    cause: 'A file of the survey is missing, is too large, is not UTF-8 text, is a link to another folder, or cannot be read.',
    remedy: 'Put the file itself into the folder of the survey, saved as UTF-8. The message names the file.',
  },
  'survey-yaml': {
    cause: 'The file is not valid YAML, so nothing in it could be read. Most often an indentation, a bracket or a quotation mark is wrong.',
    remedy: 'Look at the line in the message and at the line before it. Indent with spaces, and put text that holds a colon into quotes.',
  },
  'survey-value': {
    cause: 'A key of the file is unknown or missing, or its value is of the wrong kind.',
    remedy:
      'The message says what can be written there. surveys/survey.schema.json lists every key, and an editor that reads it completes them.',
  },
  'survey-reference': {
    cause: 'The survey names a scale, a shared question or a support entry that does not exist.',
    remedy:
      'Correct the name: the message offers the nearest one. surveys/common holds the scales, questions and support entries that surveys share.',
  },
  'survey-id': {
    cause: 'Two questions, parts or options have the same id.',
    remedy: 'Give one of them another id.',
  },
  'survey-question': {
    cause: 'A question cannot be asked as it is written: for example its bands overlap, or a roll-up names an answer that does not exist.',
    remedy: 'Correct the question at the line in the message.',
  },
  'survey-condition': {
    cause: 'A condition looks at a question or an option that does not exist or comes later, or it can never hold.',
    remedy: 'Let the condition look at an earlier question and at one of its options.',
  },
  'survey-plan': {
    cause:
      'The report plan names a question that cannot be in a table or cannot lead, names one twice, or nests questions that cannot nest.',
    remedy: 'Take it out of the plan, or do what the message says. surveys/README.md says what a plan can hold.',
  },
  'survey-promise': {
    cause: 'The survey cannot keep what it promises to people: for example codes end before the answers that they delete.',
    remedy: 'Write what the message says. docs/consent.md explains these promises.',
  },
  'survey-words': {
    cause: 'A text is missing in one of the languages of the survey, or there is a text for something that does not exist.',
    remedy: 'Add the text at the place in the message, or take it out. docs/languages.md shows how a language is added.',
  },
  'key-audit': {
    cause:
      'No report of these answers could be protected: the tables of the plan are so connected that secret rounding hides nothing in one of them.',
    remedy: 'Take one of the named questions out of the plan (by, cross or also), or list it under except.',
  },
  'form-file': {
    cause: 'The form cannot be read: it is missing, damaged, locked, too large, or of a kind that is not known.',
    remedy: 'Name a form as docs/xlsform.md or docs/other-forms.md lists them.',
  },
  'form-invalid': {
    cause: 'Something in the form is wrong: no tool for such forms would take it.',
    remedy: 'Correct the place in the message.',
  },
  'form-unsupported': {
    cause: 'The form is sound, and nothing of it can be a survey here.',
    remedy: 'Change it as the message says. docs/xlsform.md and docs/other-forms.md list what can be imported.',
  },
  'form-left-out': {
    cause: 'Not an error: this part of the form is left out of the survey.',
    remedy: 'Nothing, unless the survey needs it. docs/xlsform.md lists what is left out.',
  },
  'form-changed': {
    cause: 'Not an error: this part of the form is in the survey in another way.',
    remedy: 'Look at it in the new survey.',
  },
  'folder-taken': {
    cause: 'The folder or file that was named for the result is there already, or cannot be written.',
    remedy: 'Name a new one. No file is ever replaced.',
  },
  'print-pdf': {
    cause: 'There is no Chromium or Chrome that could print the paper form to a PDF, or it failed.',
    remedy: 'Install one, or set the variable CHROMIUM to the path of one. With --no-pdf only the pages are made; any browser prints them.',
  },
} as const
