import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'

const desktopFile = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'cert-assistant.desktop')

/**
 * Quotes one argument of an Exec line (Desktop Entry Specification, "The Exec key"), then escapes it like every string
 * value ("Possible value types"), because a folder's name may contain a line break.
 */
const quoted = (argument: string): string =>
  `"${argument
    .replace(/["`$\\]/g, '\\$&')
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/%/g, '%%')}"`

/** The autostart entry of a Linux desktop, in the form of the specification. */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=证书助手',
    'Name[en]=Certificate Assistant',
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
