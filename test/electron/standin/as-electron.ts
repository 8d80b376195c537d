// The stand-in under the names that the product imports from Electron. `tsc -p test/electron/standin` compiles the
// Electron shell against it, as `tsc -p .` compiles it against electron.d.ts: what the product calls has to fit both.
import type { WebContents as StandinContents } from './web-contents.ts'

export type { WindowOptions as BrowserWindowConstructorOptions } from './browser-window.ts'
export * from './electron.ts'
export type { MenuItemOptions as MenuItemConstructorOptions } from './menu.ts'
export type { StandinImage as NativeImage } from './native-image.ts'
export type { StandinUtilityProcess as UtilityProcess } from './utility-process.ts'
export type { WebContents } from './web-contents.ts'

type Frame = { readonly url: string; readonly parent: Frame | null }
export type IpcMainEvent = { readonly sender: StandinContents; readonly senderFrame: Frame | null }

declare global {
  namespace NodeJS {
    interface Process {
      readonly resourcesPath: string
    }
  }
}
