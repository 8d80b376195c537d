import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'

const desktopFile = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'cert-assistant.desktop')

/** A string value (Desktop Entry Specification, "Possible value types"); a folder's name may contain a line break. */
const escaped = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')

/** Quotes one argument of an Exec line ("The Exec key"). */
const quoted = (argument: string): string =>
  `"${escaped(argument.replace(/["`$\\]/g, '\\$&')).replace(/%/g, '%%')}"`

/**
 * The autostart entry of a Linux desktop, in the form of the specification. A desktop passes it over once the program
 * has been removed (TryExec), which no package may take out of a person's folder.
 */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=证书助手',
    'Name[en]=Certificate Assistant',
    `TryExec=${escaped(command[0] ?? '')}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

/** Makes the product start with the session, or stop doing so. Only Linux desktops have this way. */
export const setXdgAutostart = async (enabled: boolean, command: readonly string[]): Promise<void> => {
  if (process.platform !== 'linux')
    throw new AssistantError('unexpected', {}, 'no XDG autostart on this system')
  const file = desktopFile(process.env)
  if (!enabled) return rm(file, { force: true })
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, autostartEntry(command))
}
