// Replaces the `electron` module of the main process under plain Node, with Chromium's pages as windows. It cannot
// replace the operating system's sandbox, the separate world of a preload script, fuses, a native tray and native
// notifications, or Windows and macOS.
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { startChromium } from './chromium.ts'
import { obeyTest } from './driver.ts'
import { carryMessages, ipcMain } from './ipc.ts'
import { Menu } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { answerRequests, protocol } from './protocol.ts'
import { records } from './records.ts'
import {
  dialog,
  Notification,
  nativeTheme,
  powerMonitor,
  safeStorage,
  savePlaces,
  session,
  shell,
  shownNotifications,
} from './system.ts'
import { Tray, trays } from './tray.ts'
import { utilityProcess } from './utility-process.ts'

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
  utilityProcess,
}

const electron = {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  session,
  trays,
  records,
  savePlaces,
  shownNotifications,
}
export type StandinElectron = typeof electron

Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: 'stand-in' } })
Object.defineProperty(process, 'resourcesPath', {
  value: process.env.STANDIN_RESOURCES ?? app.getAppPath(),
})
obeyTest(electron)
// Electron quits in order when the system asks it to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.quit())

// After the bundle has run to its end, because Electron is ready only then.
setImmediate(() => {
  startChromium(async (context) => {
    await answerRequests(context)
    await carryMessages(context)
  }).then(
    () => app.becomeReady(),
    (error: unknown) => {
      console.error('stand-in:', error)
      process.exit(70)
    },
  )
})
