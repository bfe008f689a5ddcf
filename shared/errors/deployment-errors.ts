/** Errors of running Chorus and of its commands. */
export const DEPLOYMENT_ERRORS = {
  'command-usage': {
    cause: 'The command, or one of its options, was not written as it has to be.',
    remedy: 'Add --help to the command to see how it is used.',
  },
  unexpected: {
    cause: 'Something failed that Chorus has no words for. This may be a fault in Chorus.',
    remedy: 'Set CHORUS_TRACE=1 and run it again to see where it failed. docs/debugging.md shows how to go on from there.',
  },
  'no-deployment': {
    cause: 'The command needs a running deployment, and there is none on this data folder.',
    remedy: 'Start one with npm start, or name its folder with --data, or set CHORUS_TABLE_COMMUNITY and AWS_REGION.',
  },
  'no-answer': {
    cause: 'Nothing answers at the address that was given.',
    remedy: 'Start Chorus with npm start, and give the address that it prints.',
  },
  'survey-not-open': {
    cause: 'The survey is not open, is not paused, or was closed already.',
    remedy: 'See how each survey stands with chorus survey list.',
  },
  'survey-trial': {
    cause: 'This version of the survey was opened as a trial and cannot be opened for real, or the other way round.',
    remedy: 'Raise the version in survey.yaml, and open that.',
  },
  'survey-id-reused': {
    cause: 'An earlier version was open in which the same id stood for a question with other words, other answers or another type (QN-07).',
    remedy:
      'Give the question a new id. If it still asks the same, write it under kept_ids in survey.yaml, with the version in which it changed.',
  },
  'survey-keeps-longer': {
    cause: 'The new version would keep what people send for longer than they were promised.',
    remedy: 'Write the promised number of days, or fewer, under retention in survey.yaml.',
  },
  'survey-over': {
    cause: 'The day has passed on which the answers to this version were to be deleted.',
    remedy: 'Raise the version in survey.yaml, and open that.',
  },
  'survey-closes': {
    cause: 'The hour at which the survey is to close has passed, or comes after the day on which the first of what people send is deleted.',
    remedy: 'Write another hour under closes in survey.yaml, raise the version, and open that.',
  },
  'survey-not-invited': {
    cause: 'The survey is open to everybody who has the link, so there are no invitations to it.',
    remedy: 'Write access: invitation into survey.yaml, and open that version.',
  },
  'invitations-file': {
    cause: 'The file for the invitations is there already, or cannot be made.',
    remedy: 'Name a new file in a folder you may write to.',
  },
  'clock-wrong': {
    cause: 'The clock of the machine does not show the day that you gave.',
    remedy: 'Look at a calendar. Set the clock right, then confirm the day again.',
  },
  'start-option': {
    cause: 'An option of npm start cannot be used.',
    remedy: 'npm start -- --help lists the options.',
  },
  'serve-option': {
    cause: 'An option of chorus serve cannot be used, or would let answers travel without protection.',
    remedy: 'The message says what to write. docs/one-machine.md shows a whole setup.',
  },
  'no-such-address': {
    cause: 'This machine has no such address to listen on.',
    remedy: 'Leave --host out, or give an address of this machine.',
  },
  'backup-key': {
    cause: 'The key for backups is not one.',
    remedy: 'Make one with chorus backup-key. Backups are sealed with its public half and opened with its file.',
  },
  'backup-file': {
    cause: 'The file for the backup or its key is there already, and is not written over.',
    remedy: 'Name a new file with --out.',
  },
  'backup-unreadable': {
    cause: 'The backup was sealed for another key, or the file is damaged.',
    remedy: 'Use the key that belongs to it, or another backup. Nothing was written.',
  },
  'reports-unknown': {
    cause: 'The data was restored from a backup, and reports may have been made after the backup.',
    remedy: 'Read no-further-reports.txt in the data folder.',
  },
  'port-taken': {
    cause: 'Another program uses the port.',
    remedy: 'Stop that program, or choose another port with --port.',
  },
  'data-folder': {
    cause: 'The folder for the data is a file, or holds other things than the data of Chorus.',
    remedy: 'Name an empty folder or a new one with --data.',
  },
  'data-format': {
    cause: 'The data folder was made by another version of Chorus, in a form that this version does not go on with.',
    remedy: 'Use the version that it was made with. The message says which is the newer one. Nothing was changed.',
  },
  'data-demonstration': {
    cause: 'Made-up people have answered in this data folder. Their answers cannot be told from those of real people.',
    remedy: 'Name a new folder with --data.',
  },
  'data-folder-busy': {
    cause: 'Another Chorus runs on the same data folder.',
    remedy: 'Stop it first, or use another folder with --data.',
  },
  disk: {
    cause: 'The disk is full, can only be read, fails, or may not be written by the user that runs Chorus.',
    remedy: 'The message says which, and what to do. What was answered with a receipt is stored.',
  },
  'database-damaged': {
    cause: 'The files of the database are damaged, or the disk does not give back what was written.',
    remedy: 'Check the disk, then put back the copy of the whole data folder that you kept. Nothing was changed.',
  },
  'secret-missing': {
    cause: 'A secret of the data folder is missing or damaged. Answers are keyed with it.',
    remedy: 'Put back the copy of the data folder that you kept.',
  },
  'clock-jumped': {
    cause:
      'The clock is more than 40 days ahead of the latest day that Chorus has seen, so nothing is deleted. It is wrong, or Chorus did not run for so long.',
    remedy: 'If the clock is wrong, set it right. If it is right, run chorus confirm-day with the day.',
  },
  'function-failed': {
    cause:
      'A function of the deployment failed, took too long, or its process ended. The person at the page saw that something went wrong.',
    remedy: 'The message says where in the code it failed.',
  },
  'command-failed': {
    cause: 'npm start runs the chorus command, and it failed. Its own message is printed above.',
    remedy: 'Follow the message above.',
  },
  'aws-credentials': {
    cause: 'AWS knows no credentials here: there are none, or they have expired.',
    remedy: 'Sign in with the AWS command line, or name a profile with AWS_PROFILE.',
  },
  'aws-account': {
    cause: 'The credentials are of another account than the one that the file of the stage names.',
    remedy: 'Use credentials of that account, or correct the file.',
  },
  'aws-region': {
    cause: 'There is no such region, or the account has not turned it on.',
    remedy: 'Correct the region in the file of the stage, or turn it on in the console under Account.',
  },
  'aws-bootstrap': {
    cause: 'A region is not prepared for the CDK under the name that the file of the stage gives, or by too old a version.',
    remedy: 'Run npx cdk bootstrap as the message says: for the region of the stage and for us-east-1.',
  },
  'aws-concurrency': {
    cause: 'The account may not run as many calls of functions at once as the stage reserves.',
    remedy: 'Ask AWS for more under Service Quotas, or set capacity lower in the file of the stage.',
  },
  'aws-certificate': {
    cause: 'The certificate of the domain is not there, not issued, for another name, or of another account.',
    remedy: 'Make one as docs/deploy.md says. It is ready when its status is ISSUED.',
  },
  'aws-unanswered': {
    cause: 'AWS did not answer a question about the account, so nobody knows whether a deployment would succeed.',
    remedy: 'Use credentials that may ask; or look yourself and deploy with --no-preflight.',
  },
  'tabulation-failed': {
    cause: 'A tabulation ended without a report, and was not refused: a step of it failed.',
    remedy: 'The message says why as far as it is known, and what to do. No answer is lost; a tabulation begins from the answers.',
  },
  'stage-file': {
    cause: 'The settings of a stage on AWS are missing, or a field of them is wrong.',
    remedy: 'Copy infra/aws/stages/example.json to a file named for the stage, and fill it in. docs/deploy.md explains each field.',
  },
} as const
