import type { Ground } from '../house/ground.ts'
import { replacementHandlers } from './handlers.ts'
import { createReplacementService, type ReplacementParts } from './replacement-service.ts'

type Needs = Pick<Ground, 'state' | 'shell'> &
  Pick<ReplacementParts, 'authority' | 'account' | 'issuance' | 'history'>

export const replacementPart = ({ state, shell, authority, account, issuance, history }: Needs) => {
  const tokens = () => state.current().tokens
  const replacement = createReplacementService({
    ...{ shell, authority, account, issuance, history, tokens },
    presentSerials: () =>
      tokens().flatMap(({ pairs }) => pairs.flatMap(({ signing }) => signing?.serial ?? [])),
  })
  return { service: replacement, handlers: replacementHandlers(replacement) }
}
