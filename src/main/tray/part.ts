import type { TrayItemKind } from '../../shared/contract/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Ground } from '../house/ground.ts'
import type { PlacesService } from '../places/handlers.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { type TrayService, trayHandlers } from './handlers.ts'
import { issuePlace } from './issue-place.ts'
import { createLeaving } from './leaving.ts'

type Needs = Pick<Ground, 'shell' | 'state'> & {
  readonly places: PlacesService
  readonly accounts: Accounts
  readonly prompts: Pick<Prompts, 'askConsent'>
  readonly snapshot: { refresh(): Promise<void> }
  readonly diagnosis: { run(first: null): Promise<void> }
}

/** What each item of the tray menu does. */
const verbsOf = ({
  shell,
  state,
  places: { go },
  accounts,
  snapshot,
  prompts,
  diagnosis,
}: Needs): Readonly<Record<TrayItemKind, (tokenId: string | undefined) => void | Promise<void>>> => ({
  show: () => shell.showWindow(),
  login: () => go({ page: 'login', issuerId: null }),
  logout: () => accounts.of(state.current().issuer.id).logout(),
  issue: (tokenId) => go(issuePlace(state.current(), tokenId ?? null)),
  renewals: () => go({ page: 'renewals' }),
  upgrades: () => go({ page: 'upgrades' }),
  documents: () => go({ page: 'documents' }),
  refresh: () => snapshot.refresh(),
  diagnosis: () => {
    go({ page: 'diagnosis', step: null })
    // Whoever chooses it in the menu has asked for it; the page shows how it goes.
    void diagnosis.run(null)
  },
  settings: () => go({ page: 'settings', section: 'user' }),
  sites: () => go({ page: 'settings', section: 'service' }),
  about: () => go({ page: 'settings', section: 'about' }),
  quit: createLeaving({ transactions: () => state.current().transactions, prompts, quit: shell.quit }),
  token: () => go({ page: 'certificates' }),
  unlock: (tokenId) => go(tokenId ? { page: 'unlock', tokenId } : { page: 'certificates' }),
})

export const trayPart = (needs: Needs) => {
  const verbs = verbsOf(needs)
  const tray: TrayService = { choose: async (item, tokenId) => verbs[item](tokenId) }
  return { service: tray, handlers: trayHandlers(tray) }
}
