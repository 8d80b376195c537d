import type { Texts } from '../index.ts'

export const tray: Texts['tray'] = {
  show: 'Show',
  login: 'Account login',
  logout: 'Sign out',
  issue: 'Issue certificate',
  refresh: 'Refresh',
  settings: 'Settings',
  about: 'About',
  quit: 'Quit',
  noUkey: 'Plug in a Ukey',
}
