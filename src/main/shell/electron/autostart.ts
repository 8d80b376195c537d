import { app } from 'electron'
import { setXdgAutostart } from '../xdg-autostart.ts'

/** What starts this product again: an AppImage is mounted somewhere else each time. */
const program = (): readonly string[] =>
  app.isPackaged ? [process.env.APPIMAGE ?? process.execPath] : [process.execPath, app.getAppPath()]

/** Starts the product with the session, hidden in the tray, or no longer. */
export const setAutostart = async (enabled: boolean, home: string): Promise<void> => {
  const flags = ['--hidden', '--home', home]
  if (process.platform === 'linux') return setXdgAutostart(enabled, [...program(), ...flags])
  const [path = process.execPath, ...args] = program()
  app.setLoginItemSettings(
    process.platform === 'win32'
      ? { openAtLogin: enabled, path, args: [...args, ...flags] }
      : { openAtLogin: enabled },
  )
}

/** macOS gives a login item no flags: it is asked how this start came about. */
export const startedBySystem = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
