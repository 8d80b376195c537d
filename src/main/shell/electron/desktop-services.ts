import { execFile } from 'node:child_process'
import { Notification } from 'electron'

const patience = 2_000

/** Whether a name of the session bus has an owner. Where nobody can be asked, it is taken to have one. */
const isOwned = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const question = ['/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`]
    const args = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', ...question]
    execFile('dbus-send', args, { timeout: patience }, (error, stdout) =>
      resolve(error !== null || /boolean true/.test(stdout)),
    )
  })

/** What the desktop offers. Only Linux desktops come without a tray. */
export const desktopServices = async () => ({
  notifications: Notification.isSupported(),
  tray: process.platform !== 'linux' || (await isOwned('org.kde.StatusNotifierWatcher')),
})
