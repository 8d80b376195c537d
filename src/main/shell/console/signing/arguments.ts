import { parseArgs } from 'node:util'
import type { ConsoleCommand } from '../../../../shared/console/commands.ts'

const options = {
  json: { type: 'boolean' },
  attached: { type: 'boolean' },
  with: { type: 'string' },
  to: { type: 'string', multiple: true },
  'pin-fd': { type: 'string' },
  home: { type: 'string' },
} as const

export type SigningCommand = Extract<ConsoleCommand, 'certificates' | 'sign' | 'encrypt' | 'decrypt'>

/** What the person asked for; null if it makes no sense. */
export const readArguments = (command: SigningCommand, args: readonly string[]) => {
  try {
    const { values, positionals: files } = parseArgs({ args: [...args], options, allowPositionals: true })
    const descriptor = values['pin-fd']
    if (descriptor !== undefined && !/^\d{1,4}$/.test(descriptor)) return null
    if ((command === 'certificates') !== (files.length === 0)) return null
    if (command === 'sign' && values.with === undefined) return null
    if (command === 'encrypt' && (values.to ?? []).length === 0) return null
    return { ...values, command, files, descriptor: descriptor === undefined ? null : Number(descriptor) }
  } catch {
    return null
  }
}

export type Given = NonNullable<ReturnType<typeof readArguments>>
