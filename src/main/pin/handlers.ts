import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { PinService } from './pin-service.ts'

export const pinHandlers = (pin: Pick<PinService, 'verify' | 'change'>): Slice<'pin'> => ({
  pin: {
    verify: api.pin.verify.handler(({ input }) => pin.verify(input.tokenId, input.pin, input)),
    change: api.pin.change.handler(({ input }) =>
      pin.change(input.tokenId, input.oldPin, input.newPin, input),
    ),
  },
})
