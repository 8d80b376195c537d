import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { Notices } from '../notices/notices.ts'
import type { PinService } from '../pin/index.ts'
import { unlockHandlers } from './handlers.ts'
import { createUnlockService, type UnlockParts } from './unlock-service.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'log' | 'state' | 'events'> &
  Pick<UnlockParts, 'keyring' | 'authorities' | 'accounts' | 'history'> & {
    readonly notices: Pick<Notices, 'of'>
    readonly issuers: Pick<Issuers, 'chosen' | 'find'>
    readonly pin: Pick<PinService, 'checkNew'>
    readonly tokens: { nickname(tokenId: string): string | null }
  }

export const unlockPart = (needs: Needs) => {
  const { home, clock, log, state, events, keyring, authorities, accounts, history, issuers, notices, pin } =
    needs
  const unlock = createUnlockService({
    ...{ clock, log, state, keyring, authorities, accounts, history, issuers },
    notices: notices.of('unlockings'),
    folder: join(home, 'journal'),
    pins: pin,
    nickname: needs.tokens.nickname,
    damaged: (files) => events.tell('journals-damaged', { files }),
  })
  events.on('tokens-changed', unlock.tokensChanged)
  return { service: unlock, handlers: unlockHandlers(unlock), stop: unlock.stop }
}
