export type MenuItemOptions = {
  readonly type?: 'normal' | 'separator'
  readonly role?: string
  readonly label?: string
  readonly enabled?: boolean
  readonly click?: () => void
}

export class MenuItem {
  readonly type: string
  readonly label: string
  readonly enabled: boolean
  readonly #click: (() => void) | undefined

  constructor({ type = 'normal', role, label, enabled = true, click }: MenuItemOptions) {
    if (type !== 'separator' && label === undefined && role === undefined)
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
    this.type = type
    this.label = label ?? role ?? ''
    this.enabled = enabled
    this.#click = click
  }

  /** Clicks it as a person would: a disabled item does nothing. */
  click(): void {
    if (this.enabled) this.#click?.()
  }
}

export class Menu {
  readonly items: readonly MenuItem[]

  constructor(items: readonly MenuItem[]) {
    this.items = items
  }

  static application: Menu | null | undefined

  static buildFromTemplate(template: readonly MenuItemOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)))
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu
  }
}
