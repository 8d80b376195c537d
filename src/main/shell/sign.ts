import { runVerification } from '../documents/verification-command.ts'
import { terminalLanguage } from './start-failure.ts'

// npm run sign -- verify FILE…: verifies signed files. docs/documents.md says how it ends and what --json prints.

process.exitCode = await runVerification(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  language: terminalLanguage(),
  now: new Date(),
})
