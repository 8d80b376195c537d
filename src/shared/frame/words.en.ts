import type { frame as original } from './words.zh-cn.ts'

export const frame: typeof original = {
  skip: 'Skip to content',
  rail: 'Main navigation',
  home: 'Home',
  certificates: 'Certificates',
  diagnosis: 'System check',
  settings: 'Settings',
  account: (name) => `Account: ${name}`,
  version: (version) => `Version ${version}`,
  service: {
    online: 'Service OK',
    offline: 'Offline',
    attention: 'Attention',
    unknown: 'Checking',
  },
  serviceReason: 'See what needs attention',
  connecting: 'Opening the assistant…',
  cannotConnect: 'The assistant cannot be reached.',
  cannotConnectNext: 'If it was closed, start it again and open this page from it.',
  notLetIn: 'This link was used before, has expired or is not complete.',
  notLetInNext:
    'Start the assistant again and open this page from it. Certificates and keys are not affected.',
  lost: 'The connection to the assistant was lost. Connecting again…',
  lostMeaning: 'Certificates and keys are not affected. The page updates by itself afterwards.',
  retry: 'Try now',
  menu: 'Menu',
  systemSettings: 'Settings',
  trayMenu: 'Tray menu',
  nowhere: {
    title: 'No such page',
    happened: 'This address leads to no page.',
    next: 'It may be misspelt or come from another version. Certificates and keys are not affected.',
    home: 'To the first page',
  },
}
