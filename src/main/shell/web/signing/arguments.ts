import { parseArgs } from 'node:util'

export const signingUsage = [
  'certificates [--json] [--home DIR]',
  'sign FILE… --with NAME [--attached] [--pin-fd N] [--json] [--home DIR]',
  'encrypt FILE… --to NAME-OR-FILE… [--with NAME] [--pin-fd N] [--json] [--home DIR]',
  'decrypt FILE… [--pin-fd N] [--json] [--home DIR]',
] as const

const options = {
  json: { type: 'boolean' },
  attached: { type: 'boolean' },
  with: { type: 'string' },
  to: { type: 'string', multiple: true },
  'pin-fd': { type: 'string' },
  home: { type: 'string' },
} as const

const commands = ['certificates', 'sign', 'encrypt', 'decrypt'] as const
type Command = (typeof commands)[number]

const isCommand = (name: string | undefined): name is Command => commands.some((one) => one === name)

/** What the person asked for; null if it makes no sense. */
export const readArguments = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [command, ...files] = positionals
    const descriptor = values['pin-fd']
    if (!isCommand(command) || (descriptor !== undefined && !/^\d{1,4}$/.test(descriptor))) return null
    if ((command === 'certificates') !== (files.length === 0)) return null
    if (command === 'sign' && values.with === undefined) return null
    if (command === 'encrypt' && (values.to ?? []).length === 0) return null
    return { ...values, command, files, descriptor: descriptor === undefined ? null : Number(descriptor) }
  } catch {
    return null
  }
}

export type Given = NonNullable<ReturnType<typeof readArguments>>
