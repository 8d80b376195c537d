import { runVerification, verificationUsage } from '../../documents/verification-command.ts'
import { terminalLanguage } from '../start-failure.ts'

// npm run sign -- verify|sign|encrypt|decrypt|certificates …: docs/documents.md says how it ends and what --json
// prints. Verification needs no keys, so it starts nothing of the assistant.

const args = process.argv.slice(2)
const terminal = {
  out: (text: string) => void process.stdout.write(text),
  complain: (text: string) => void process.stderr.write(text),
  language: terminalLanguage(),
  now: new Date(),
}

const run = async (): Promise<number> => {
  if (args[0] === 'verify') return runVerification(args, terminal)
  const { runSigning } = await import('./signing-command.ts')
  const code = await runSigning(args, terminal)
  if (code === 2 && args.length === 0) terminal.complain(`npm run sign -- ${verificationUsage}\n`)
  return code
}

const code = await run()
// Token hosts and the authority inside may still be ending.
process.exit(code)
