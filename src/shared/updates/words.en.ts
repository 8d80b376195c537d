import type { Bringer } from './model.ts'
import type { updates as original } from './words.zh-cn.ts'

const bringers: Readonly<Record<Bringer, string>> = {
  store: 'The store updates this product: open it and update the certificate assistant there.',
  deb: 'The package manager updates this product: update the package cert-assistant, or ask the administrator.',
  rpm: 'The package manager updates this product: update the package cert-assistant, or ask the administrator.',
  msi: 'Your organisation installs this product: ask the administrator for the update.',
  administrator:
    'It is installed for all users of this computer: ask the administrator to run the new installer.',
  folder: 'It runs from a folder and does not update itself: get the new version and replace the folder.',
}

export const updates: typeof original = {
  title: 'Updates',
  auto: 'Update automatically',
  autoMeaning:
    'Downloads a new version by itself and puts it in place at a quiet moment; it runs from the next start. Otherwise you are only told.',
  check: 'Check now',
  checking: 'Checking…',
  state: 'State',
  newVersion: 'New version',
  lookedAt: 'Last checked',
  never: 'Not checked yet',
  failed: 'The last check brought no result',
  size: 'Size',
  notes: 'What is new',
  download: 'Download',
  cancel: 'Cancel',
  restart: 'Restart and update',
  restarting: 'Putting the new version in place, then starting again…',
  restartMeaning: 'The assistant ends and opens again. Unfinished business is kept.',
  openPage: 'Open the download page',
  progress: 'Download progress',
  percent: (percent, received, bytes) => `${percent} % (${received} of ${bytes})`,
  stages: {
    off: 'This version does not check for updates',
    none: 'This is the latest version',
    looking: 'Checking…',
    later: 'A new version comes in stages; you will be told when it is your turn',
    offered: 'A new version is available',
    downloading: 'Downloading',
    ready: 'Downloaded and checked, waiting to be put in place',
    taking: 'Putting the new version in place…',
    placed: 'In place; it runs from the next start',
  },
  bringers,
  between: ', ',
}
