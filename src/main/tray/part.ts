import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import type { TrayItemKind } from '../../shared/contract/index.ts'
import { pairHealth } from '../../shared/health/pair-health.ts'
import type { Place, Snapshot } from '../../shared/models/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Ground } from '../house/ground.ts'
import type { PlacesService } from '../places/handlers.ts'
import { type TrayService, trayHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'shell' | 'state'> & {
  readonly places: PlacesService
  readonly accounts: Accounts
  readonly snapshot: { refresh(): Promise<void> }
}

/** A certificate that a token has is renewed where it was issued; everything else is new business. */
const issuePlace = ({ tokens }: Snapshot, tokenId: string | null): Place => {
  const pair = leadingPair(tokens.find(({ id }) => id === tokenId)?.pairs ?? [])
  const view = pair && pairHealth(pair).action === 'renew' ? leadingCertificate(pair) : null
  return view ? { page: 'renewal', certificateId: view.id } : { page: 'issue', tokenId }
}

/** What each item of the tray's menu does. */
const verbsOf = ({
  shell,
  state,
  places: { go },
  accounts,
  snapshot,
}: Needs): Readonly<Record<TrayItemKind, (tokenId: string | undefined) => void | Promise<void>>> => ({
  show: () => shell.showWindow(),
  login: () => go({ page: 'login', issuerId: null }),
  logout: () => accounts.of(state.current().issuer.id).logout(),
  issue: (tokenId) => go(issuePlace(state.current(), tokenId ?? null)),
  refresh: () => snapshot.refresh(),
  settings: () => go({ page: 'settings', section: 'user' }),
  about: () => go({ page: 'settings', section: 'about' }),
  quit: () => shell.quit(),
  token: () => go({ page: 'certificates' }),
})

export const trayPart = (needs: Needs) => {
  const verbs = verbsOf(needs)
  const tray: TrayService = { choose: async (item, tokenId) => verbs[item](tokenId) }
  return { service: tray, handlers: trayHandlers(tray) }
}
