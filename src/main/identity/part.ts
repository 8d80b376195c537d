import { join } from 'node:path'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import { createCentre } from './centre.ts'
import { createDossierBook } from './dossier-book.ts'
import { createDossiers } from './dossiers.ts'
import { identityHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'shell' | 'state' | 'events'> & {
  readonly authorities: Authorities
  readonly accounts: Accounts
}

/** 统一身份认证: how people become known to an authority, and what they do with their account. */
export const identityPart = ({ home, clock, shell, state, events, authorities, accounts }: Needs) => {
  const show = () => state.change({ dossiers: book.mentions() })
  const book = createDossierBook({
    path: join(home, 'dossiers.json'),
    keyStore: () => shell.keyStore,
    changed: () => show(),
    damaged: (file) => events.tell('journals-damaged', { files: [file] }),
  })
  const parts = { authorities, accounts, clock }
  const identity = { ...createDossiers({ ...parts, book }), ...createCentre(parts) }
  return { service: identity, handlers: identityHandlers(identity), start: show }
}
