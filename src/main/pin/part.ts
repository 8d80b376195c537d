import { join } from 'node:path'
import type { Keyring } from '../../native/index.ts'
import { knownNumbersOf } from '../../shared/account/known-numbers.ts'
import type { History } from '../history/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { Notices } from '../notices/notices.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import { createDefaultPinNotices } from './default-pin.ts'
import { pinHandlers } from './handlers.ts'
import { createPinService } from './pin-service.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'events'> & {
  readonly notices: Pick<Notices, 'of'>
  readonly keyring: Pick<Keyring, 'current'>
  readonly history: Pick<History, 'add'>
  readonly issuers: Pick<Issuers, 'find' | 'issuerOf'>
  readonly secrets: SecretDeposit
}

/** Reports PINs that are still the Ukey's first one, in the snapshot and as a notification of the system. */
const tellOfDefaultPins = ({ home, state, notices, events }: Needs): void => {
  const defaultPins = createDefaultPinNotices(join(home, 'default-pins.json'))
  events.on('tokens-changed', () => notices.of('default-pin').show(defaultPins(state.current().tokens)))
}

export const pinPart = (needs: Needs) => {
  const { state, keyring, history, issuers, secrets } = needs
  const pin = createPinService({
    ...{ keyring, history, secrets },
    issuerOf: issuers.issuerOf,
    accountNumbers: () => knownNumbersOf(state.current()),
    issuerRule: (issuerId) => issuers.find(issuerId)?.pinRule ?? null,
  })
  tellOfDefaultPins(needs)
  return { service: pin, handlers: pinHandlers(pin) }
}
