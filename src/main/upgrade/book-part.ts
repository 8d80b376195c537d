import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import { createUpgradeBook } from './upgrade-book.ts'

/** The wizards that are not finished. */
export const upgradeBookPart = ({
  home,
  clock,
  log,
  events,
}: Pick<Ground, 'home' | 'clock' | 'log' | 'events'>) => ({
  service: createUpgradeBook({
    ...{ clock, log },
    folder: join(home, 'upgrades'),
    damaged: (files) => events.tell('journals-damaged', { files }),
  }),
})
