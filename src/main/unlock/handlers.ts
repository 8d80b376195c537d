import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { UnlockService } from './unlock-service.ts'

export const unlockHandlers = (
  unlock: Omit<UnlockService, 'ready' | 'tokensChanged' | 'stop'>,
): Slice<'unlock'> => ({
  unlock: {
    ways: api.unlock.ways.handler(({ input }) => unlock.ways(input.tokenId)),
    begin: api.unlock.begin.handler(({ input }) => unlock.begin(input.tokenId, input.who)),
    identify: api.unlock.identify.handler(({ input }) => unlock.identify(input.unlockId, input.code)),
    sendCode: api.unlock.sendCode.handler(({ input }) => unlock.sendCode(input.unlockId, input.channel)),
    finish: api.unlock.finish.handler(({ input }) =>
      unlock.finish(input.unlockId, input.code, input.newPin, input),
    ),
    cancel: api.unlock.cancel.handler(({ input }) => unlock.cancel(input.unlockId)),
  },
})
