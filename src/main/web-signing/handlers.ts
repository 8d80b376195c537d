import type { CarrierName, SiteScopes, SiteUse } from '../../shared/web-signing/model.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

/** What the person does in 代理服务. */
export type WebSigningService = {
  switchAll(on: boolean): Promise<void>
  switchCarrier(carrier: CarrierName, on: boolean): Promise<void>
  approve(origin: string, scopes: SiteScopes): void
  withdraw(origin: string): void
  uses(origin?: string): readonly SiteUse[]
  exportUses(origin?: string): { readonly fileName: string; readonly base64: string }
}

export const webSigningHandlers = (service: WebSigningService): Slice<'webSigning'> => ({
  webSigning: {
    switchAll: api.webSigning.switchAll.handler(({ input }) => service.switchAll(input.on)),
    switchCarrier: api.webSigning.switchCarrier.handler(({ input }) =>
      service.switchCarrier(input.carrier, input.on),
    ),
    approve: api.webSigning.approve.handler(({ input }) => service.approve(input.origin, input.scopes)),
    withdraw: api.webSigning.withdraw.handler(({ input }) => service.withdraw(input.origin)),
    uses: api.webSigning.uses.handler(({ input }) => [...service.uses(input.origin)]),
    exportUses: api.webSigning.exportUses.handler(({ input }) => service.exportUses(input.origin)),
  },
})
