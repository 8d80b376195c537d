import { assertNever } from '../../../shared/assert-never.ts'
import type { ConsoleCommand } from '../../../shared/console/commands.ts'
import { AssistantError, isAssistantError } from '../../../shared/errors/index.ts'
import type { Terminal } from '../../documents/verification-command.ts'
import { startFailureLine, startFailureOf, terminalLanguage } from '../start-failure.ts'
import { help, isCommand, usageOf } from './help.ts'
import { spokenIn } from './language.ts'
import { consolePlaces } from './places.ts'

const wrong = 2
/** As monitoring tools read it: docs/console.md has the four codes of `diagnose`. */
const notChecked = 3

const run = async (command: ConsoleCommand, args: readonly string[], terminal: Terminal): Promise<number> => {
  switch (command) {
    case 'verify':
      return (await import('./verify.ts')).runVerify(args, terminal)
    case 'diagnose':
      return (await import('./diagnose.ts')).runDiagnosis(args, terminal)
    case 'native-messaging':
      return (await import('./native-messaging.ts')).runNativeMessaging(args)
    case 'certificates':
    case 'sign':
    case 'encrypt':
    case 'decrypt':
      return (await import('./signing-command.ts')).runSigning(command, args, terminal)
    default:
      return assertNever(command)
  }
}

const terminalIn = (language: Terminal['language']): Terminal => ({
  out: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  language,
  now: new Date(),
})

const complained = (
  error: unknown,
  command: string | undefined,
  { language, complain }: Terminal,
): number => {
  complain(`${startFailureLine(startFailureOf(error), language)}\n`)
  const isWrong = isAssistantError(error) && error.code === 'command-wrong'
  if (isWrong && isCommand(command)) complain(`${usageOf(command, language)}\n`)
  return command === 'diagnose' ? notChecked : wrong
}

const told = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  const [command, ...rest] = args
  if (command === 'help' || args.includes('--help')) {
    terminal.out(help(terminal.language))
    return 0
  }
  if (command === '--version') {
    terminal.out(`${consolePlaces().version}\n`)
    return 0
  }
  if (command === undefined) {
    terminal.complain(help(terminal.language))
    return wrong
  }
  try {
    if (!isCommand(command)) throw new AssistantError('command-unknown', { command })
    return await run(command, rest, terminal)
  } catch (error) {
    return complained(error, command, terminal)
  }
}

/** Does what the command line asks for, and says how the program ends. */
export const obey = async (args: readonly string[]): Promise<number> => {
  try {
    const { language, rest } = spokenIn(args)
    return await told(rest, terminalIn(language))
  } catch (error) {
    return complained(error, undefined, terminalIn(terminalLanguage()))
  }
}
