import { EventEmitter } from 'node:events'
import { mustBeReady } from './chromium.ts'
import type { Menu } from './menu.ts'
import type { StandinImage } from './native-image.ts'

export const trays: Tray[] = []

export class Tray extends EventEmitter {
  image: StandinImage
  images = 1
  menus = 0
  menu: Menu | null = null
  toolTip = ''

  constructor(image: StandinImage) {
    super()
    mustBeReady('Tray')
    this.image = image
    trays.push(this)
  }

  setImage(image: StandinImage): void {
    this.image = image
    this.images += 1
  }

  setToolTip(text: string): void {
    this.toolTip = text
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu
    this.menus += 1
  }

  destroy(): void {
    trays.splice(trays.indexOf(this), 1)
  }
}
