import { app } from 'electron'
import { layoutOf } from '../../versions/layout.ts'
import { setXdgAutostart } from '../xdg-autostart.ts'

/**
 * The program that starts this product again. An AppImage is mounted at a different path each time, and a version in a
 * folder of its own goes with the next one, so its launcher is named.
 */
export const program = (): readonly string[] => {
  if (!app.isPackaged) return [process.execPath, app.getAppPath()]
  return [layoutOf(process.execPath)?.launcher ?? process.env.APPIMAGE ?? process.execPath]
}

/** Makes the product start with the session, hidden in the tray, or stop doing so. */
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

/** macOS gives a login item no flags, so we ask it how this start came about. */
export const startedBySystem = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
