import type { Ground } from '../house/ground.ts'
import { replacementHandlers } from './handlers.ts'
import { createReplacementService, type ReplacementParts } from './replacement-service.ts'

type Needs = Pick<Ground, 'state'> &
  Pick<ReplacementParts, 'authorities' | 'accounts' | 'transactions' | 'history'>

export const replacementPart = ({ state, authorities, accounts, transactions, history }: Needs) => {
  const tokens = () => state.current().tokens
  const replacement = createReplacementService({
    ...{ authorities, accounts, transactions, history, tokens },
    presentSerials: () =>
      tokens().flatMap(({ pairs }) => pairs.flatMap(({ signing }) => signing?.serial ?? [])),
  })
  return { service: replacement, handlers: replacementHandlers(replacement) }
}
