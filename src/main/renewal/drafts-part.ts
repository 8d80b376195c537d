import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import { createRenewalDrafts } from './renewal-drafts.ts'

/** What was typed into applications. The transactions need it before the business itself is built. */
export const renewalDraftsPart = ({
  home,
  clock,
  shell,
  state,
  events,
}: Pick<Ground, 'home' | 'clock' | 'shell' | 'state' | 'events'>) => {
  const show = () => state.change({ renewalDrafts: drafts.mentions() })
  const drafts = createRenewalDrafts({
    path: join(home, 'renewals.json'),
    clock,
    keyStore: () => shell.keyStore,
    changed: () => show(),
    damaged: (file) => events.tell('journals-damaged', { files: [file] }),
  })
  return { service: drafts, start: show }
}
