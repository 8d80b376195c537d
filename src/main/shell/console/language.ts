import { AssistantError } from '../../../shared/errors/index.ts'
import { type Language, language } from '../../../shared/settings/model.ts'
import { terminalLanguage } from '../start-failure.ts'

type Spoken = { readonly language: Language; readonly rest: readonly string[] }

const flag = '--language'

/** The language that is asked for, else that of the terminal (LANG, LC_ALL), and the other arguments. */
export const spokenIn = (args: readonly string[]): Spoken => {
  const at = args.findIndex((argument) => argument === flag || argument.startsWith(`${flag}=`))
  const given = args[at]
  if (given === undefined) return { language: terminalLanguage(), rest: args }
  const isJoined = given !== flag
  const asked = language.safeParse(isJoined ? given.slice(flag.length + 1) : args[at + 1])
  if (!asked.success) throw new AssistantError('command-wrong', { command: flag })
  return { language: asked.data, rest: args.toSpliced(at, isJoined ? 1 : 2) }
}
