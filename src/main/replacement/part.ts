import type { Ground } from '../house/ground.ts'
import { replacementHandlers } from './handlers.ts'
import { createReplacementService, type ReplacementParts } from './replacement-service.ts'

type Needs = Pick<Ground, 'state' | 'shell'> &
  Pick<ReplacementParts, 'authorities' | 'accounts' | 'issuance' | 'history'>

export const replacementPart = ({ state, shell, authorities, accounts, issuance, history }: Needs) => {
  const tokens = () => state.current().tokens
  const replacement = createReplacementService({
    ...{ shell, authorities, accounts, issuance, history, tokens },
    presentSerials: () =>
      tokens().flatMap(({ pairs }) => pairs.flatMap(({ signing }) => signing?.serial ?? [])),
  })
  return { service: replacement, handlers: replacementHandlers(replacement) }
}
