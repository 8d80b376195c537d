import {
  Menu,
  type MenuItemConstructorOptions,
  type NativeImage,
  nativeImage,
  nativeTheme,
  Tray,
} from 'electron'
import type { TrayItemKind } from '../../../shared/contract/index.ts'
import type { Snapshot } from '../../../shared/models/index.ts'
import { texts } from '../../../shared/text/index.ts'
import {
  type TrayIconState,
  type TrayMenuItem,
  trayIconState,
  trayMenu,
  trayTooltip,
} from '../../../shared/tray/tray-menu.ts'
import { trayIcon } from '../../tray/icons.ts'

export type TrayView = {
  update(snapshot: Snapshot): void
  /** Sets the icon again, because some desktops lose it during sleep. */
  renew(): void
  destroy(): void
}

export type TrayChoice = (item: TrayItemKind, tokenId: string | undefined) => void

const logicalSize = 16

const imageOf = (state: TrayIconState): NativeImage => {
  const mac = process.platform === 'darwin'
  const dark = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
  const icons = trayIcon(state, dark && !mac ? 'dark' : 'light')
  // A StatusNotifierItem gets one picture, which the panel scales down.
  if (process.platform === 'linux') return nativeImage.createFromBuffer(icons.at(-1)?.png ?? Buffer.alloc(0))
  const image = nativeImage.createEmpty()
  for (const { size, png } of icons)
    image.addRepresentation({ scaleFactor: size / logicalSize, width: size, height: size, buffer: png })
  if (mac) image.setTemplateImage(true)
  return image
}

const template = (item: TrayMenuItem, choose: TrayChoice): MenuItemConstructorOptions => {
  const { kind } = item
  if (kind === 'separator') return { type: 'separator' }
  // An ampersand would underline the next letter instead of being shown.
  const label = item.label.replaceAll('&', '&&')
  return { label, enabled: item.enabled, click: () => choose(kind, item.tokenId ?? undefined) }
}

/** The icon beside the clock. It remembers only what it showed last. */
export const showTray = (first: Snapshot, choose: TrayChoice): TrayView => {
  let icon = trayIconState(first)
  let shown = ''
  const tray = new Tray(imageOf(icon))
  const show = () => choose('show', undefined)
  tray.on('click', show)
  tray.on('double-click', show)
  const renew = () => tray.setImage(imageOf(icon))
  nativeTheme.on('updated', renew)

  const updateMenu = (snapshot: Snapshot): void => {
    const words = texts(snapshot.settings.language)
    const menu = trayMenu(snapshot, words)
    const tooltip = trayTooltip(snapshot, words)
    const now = JSON.stringify([menu, tooltip])
    // An open menu closes when it is set again, so it is set only if it has changed.
    if (now === shown) return
    shown = now
    tray.setToolTip(tooltip)
    tray.setContextMenu(Menu.buildFromTemplate(menu.map((item) => template(item, choose))))
  }
  const update = (snapshot: Snapshot): void => {
    const next = trayIconState(snapshot)
    if (next !== icon) {
      icon = next
      renew()
    }
    updateMenu(snapshot)
  }
  updateMenu(first)
  return {
    update,
    renew,
    destroy: () => {
      nativeTheme.off('updated', renew)
      tray.destroy()
    },
  }
}
