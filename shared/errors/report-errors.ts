/** Errors of counting a file of responses, of reports, and of checking them. */
export const REPORT_ERRORS = {
  'responses-file': {
    cause: 'The file of responses is missing, is empty, is a spreadsheet, or cannot be read.',
    remedy: 'Name a CSV file with --responses. Save the sheet with the answers as "CSV UTF-8".',
  },
  'responses-text': {
    cause: 'The text of the file cannot be split into rows and cells: for example a quotation mark is never closed.',
    remedy: 'Export the file again. If it was edited by hand, look at the line in the message.',
  },
  'responses-columns': {
    cause: 'The header of the file does not fit the questions of the survey.',
    remedy: 'Name the columns as the questions are called. --ignore passes over a column, and --absent says that a question has none.',
  },
  'responses-row': {
    cause: 'A row has more or fewer values than the header has columns.',
    remedy: 'Put quotation marks around values that hold a comma, a semicolon or a tab.',
  },
  'responses-cell': {
    cause: 'A cell holds no answer that its question can have.',
    remedy: 'Write the id of an option, as chorus tabulate --help shows. The message offers the nearest one.',
  },
  'responses-export': {
    cause: 'The export of another tool does not fit the survey: a question has no column, or a column holds what is no option.',
    remedy: 'Run chorus responses map, correct the map that it writes, and name it with --map. surveys/README.md explains maps.',
  },
  'responses-map': {
    cause: 'The map of an export names a column, a question or an option that does not exist, or lacks a question.',
    remedy: 'Correct the map at the place in the message. surveys/README.md explains maps.',
  },
  'report-options': {
    cause: 'Two options of chorus tabulate contradict each other.',
    remedy: 'Leave one of them out, as the message says. chorus tabulate --help explains each.',
  },
  'report-folder': {
    cause: 'The report cannot be written to this folder: it holds other files, is a link, or cannot be written to.',
    remedy: 'Name another folder with --out: a new one, or an empty one.',
  },
  'study-key': {
    cause: 'The file of the study key is missing, is damaged, cannot be read, or is the key of another study.',
    remedy: 'Name the key that the earlier reports of this study were made with. Never use a new one: put back the copy you kept.',
  },
  'series-state': {
    cause: 'The file beside the study key, which says who was counted in which report, is missing, damaged, or of another study.',
    remedy: 'Put back the copy you kept. Without it no further report on this study can be made safely.',
  },
  'series-previous': {
    cause: 'The earlier reports of this study were not named, were changed, or are not all there.',
    remedy: 'Name the folder of the last report with --previous, and keep all earlier ones beside it, as they were written.',
  },
  'report-refused': {
    cause:
      'No report was made, because it could not be made safely: too few answers, too few changes since the last report, or an attack on it that no repair stops.',
    remedy: 'The message says which. Wait for more answers, or plan fewer tables. docs/disclosure.md explains the rules.',
  },
  interrupted: {
    cause: 'Somebody stopped the command with Ctrl-C while it counted answers or attacked a report.',
    remedy: 'Nothing was written. Run the same command again.',
  },
  'report-sentence': {
    cause:
      "A sentence in the board's words cannot stand in a report: a number was typed into it, a place for a number is missing, or it claims too much.",
    remedy: 'Change the sentence as the message says. chorus board words <dir> prints a sheet with what the program says of each finding.',
  },
  'release-files': {
    cause: 'A file of the release is missing, was changed, or does not belong to a release of Chorus.',
    remedy:
      'Put back the folder as it was published. Name folders that chorus tabulate wrote. Read a folder with the version of Chorus that made it: another version says the same in other words.',
  },
  'release-series': {
    cause: 'The releases do not form one series: one is missing, is there twice, was replaced, or is of another study.',
    remedy: 'Name every release of one study, each once.',
  },
  'releases-differ': {
    cause: 'Releases cannot be put together or side by side: they ask other things, are the same, are candidates, or are of one community.',
    remedy: 'Name releases that boards published, of the same questions, each once. --trial shows what candidates would look like.',
  },
  'release-unprotected': {
    cause: 'The report was made with --profile unprotected: its numbers are exact, and anybody who has it knows every count.',
    remedy: 'Do not share it. Make a report without --profile unprotected.',
  },
  'facts-file': {
    cause: 'The file after --facts cannot be read, or does not hold facts.',
    remedy: 'Write JSON as chorus audit --help shows.',
  },
  'audit-cell': {
    cause: 'No release that was named has the cell after --why, or the releases are protected in another way than rounded or careful.',
    remedy: 'Copy the place from a finding, between the colon and the comma before it: table / group / answer.',
  },
  'known-numbers': {
    cause: 'The releases contradict each other, or contradict what was said to be known with --knows.',
    remedy: 'Name unchanged releases of one study, and check each --knows.',
  },
} as const
