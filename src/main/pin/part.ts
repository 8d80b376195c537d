import { join } from 'node:path'
import type { Keyring } from '../../native/index.ts'
import type { History } from '../history/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { explainedNotification } from '../notices/notice-notification.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import { createDefaultPinNotice } from './default-pin.ts'
import { pinHandlers } from './handlers.ts'
import { createPinService } from './pin-service.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'events'> & {
  readonly keyring: Pick<Keyring, 'current'>
  readonly history: Pick<History, 'add'>
  readonly issuers: Pick<Issuers, 'find' | 'issuerOf'>
  readonly secrets: SecretDeposit
}

/** Tells of PINs that Ukeys came with, in the snapshot and as a notification of the system. */
const tellOfDefaultPins = ({ home, state, shell, events }: Needs): void => {
  const defaultPins = createDefaultPinNotice(join(home, 'default-pins.json'))
  events.on('tokens-changed', () => {
    const { tokens, notices, settings } = state.current()
    const after = defaultPins(tokens, notices)
    if (after.notices.length !== notices.length || after.fresh.length > 0)
      state.change({ notices: after.notices })
    for (const notice of after.fresh) shell.notify(explainedNotification(notice, settings.language))
  })
}

export const pinPart = (needs: Needs) => {
  const { keyring, history, issuers, secrets } = needs
  const pin = createPinService({
    ...{ keyring, history, secrets },
    issuerOf: issuers.issuerOf,
    issuerRule: (issuerId) => issuers.find(issuerId)?.pinRule ?? null,
  })
  tellOfDefaultPins(needs)
  return { service: pin, handlers: pinHandlers(pin) }
}
