import { type ConsoleCommand, consoleCommands, consoleUsage } from '../../../shared/console/commands.ts'
import type { Language } from '../../../shared/settings/model.ts'
import { texts } from '../../../shared/text/index.ts'

export const programName = 'cert-assistant-console'

export const isCommand = (name: string | undefined): name is ConsoleCommand =>
  consoleCommands.some((one) => one === name)

/** How one command is written, for somebody who wrote it wrongly. */
export const usageOf = (command: ConsoleCommand, language: Language): string =>
  `${texts(language).consoleProgram.wrong}${programName} ${consoleUsage[command]}`

export const help = (language: Language): string => {
  const { usage, about, more } = texts(language).consoleProgram
  const commands = consoleCommands.flatMap((name) => ['', `  ${consoleUsage[name]}`, `      ${about[name]}`])
  return [usage(programName), ...commands, '', more, ''].join('\n')
}
