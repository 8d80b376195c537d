import { AssistantError } from '../../shared/errors/index.ts'
import { runCommand } from '../certificate-store/run-command.ts'

const key = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'
/** Electron names its own entry like this, so both shells have the same one, and the uninstaller knows it. */
const name = 'cn.cert-assistant.desktop'

/** Windows starts no longer command line from there ("Run and RunOnce Registry Keys"). */
const longest = 260

/** One argument as the C runtime reads it: backslashes count double only before a quotation mark. */
const quoted = (argument: string): string =>
  /^[\w:\\.-]+$/.test(argument)
    ? argument
    : `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`

/** The command line of an entry. */
export const windowsCommandLine = (command: readonly string[]): string => command.map(quoted).join(' ')

/** Makes the product start with the session of this user, or stop doing so. */
export const setWindowsAutostart = async (
  enabled: boolean,
  command: readonly string[],
  run = runCommand,
): Promise<void> => {
  if (!enabled) {
    // If the person has removed it, it is gone as well.
    await run({ program: 'reg', args: ['delete', key, '/v', name, '/f'] })
    return
  }
  const line = windowsCommandLine(command)
  if (line.length > longest) throw new AssistantError('autostart-refused', {}, 'the entry would be too long')
  const args = ['add', key, '/v', name, '/t', 'REG_SZ', '/d', line, '/f']
  const { outcome, said } = await run({ program: 'reg', args })
  if (outcome !== 'done') throw new AssistantError('autostart-refused', {}, said)
}
