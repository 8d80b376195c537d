import type { TrayItemKind } from '../../shared/contract/index.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

export type TrayService = { choose(item: TrayItemKind, tokenId?: string): Promise<void> }

export const trayHandlers = (tray: TrayService): Slice<'tray'> => ({
  tray: { choose: api.tray.choose.handler(({ input }) => tray.choose(input.item, input.tokenId)) },
})
