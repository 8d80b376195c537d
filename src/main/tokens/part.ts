import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Keyring } from '../../native/index.ts'
import type { DeviceTrouble, Snapshot } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { Notices } from '../notices/notices.ts'
import { tokensHandlers } from './handlers.ts'
import { createNicknames } from './nicknames.ts'
import { softNotice } from './soft-notices.ts'
import { createTokensService, type TokensService } from './tokens-service.ts'
import { viewContext } from './view-context.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'events' | 'clock'> & {
  readonly keyring: Pick<Keyring, 'current' | 'subscribe'>
  readonly authorities: Pick<Authorities, 'now'>
  readonly issuers: Pick<Issuers, 'find' | 'issuerOf'>
  readonly notices: Pick<Notices, 'of'>
}

/** The message of a system or a library, shown as it came except that hidden characters are written out. */
const readable = (trouble: DeviceTrouble): DeviceTrouble =>
  trouble.systemWords === null ? trouble : { ...trouble, systemWords: visibleName(trouble.systemWords) }

type Shown = Pick<Snapshot, 'settled' | 'tokens' | 'troubles' | 'drivers'>

/** The list of views is the same as long as all of them are. */
const isSame = (before: Shown, after: Shown): boolean =>
  before.settled === after.settled &&
  before.tokens === after.tokens &&
  isDeepStrictEqual([before.troubles, before.drivers], [after.troubles, after.drivers])

/** Shows the tokens again when their descriptions may have changed, and tells the other parts. */
const createShow = (
  { state, events, keyring, notices }: Needs,
  { views }: Pick<TokensService, 'views'>,
): (() => void) => {
  const softFiles = notices.of('soft-files')
  return () => {
    const { settled, troubles, drivers, softTroubles } = keyring.current()
    const before = state.current()
    const tokens = views()
    const after = { settled, troubles: troubles.map(readable), drivers, tokens }
    if (!isSame(before, after)) state.change(after)
    softFiles.show(softTroubles.map(softNotice))
    const here = new Set(tokens.map(({ id }) => id))
    const gone = before.tokens.map(({ id }) => id).filter((id) => !here.has(id))
    events.tell('tokens-changed', { gone })
  }
}

export const tokensPart = (needs: Needs) => {
  const { home, state, events, clock, keyring, authorities, issuers } = needs
  const transactions = () => state.current().transactions
  const nicknames = createNicknames({
    path: join(home, 'token-names.json'),
    kindOf: (tokenId) =>
      keyring.current().tokens.find(({ facts }) => facts.id === tokenId)?.facts.kind ?? null,
  })
  const nickname = nicknames.of
  const context = viewContext({ authorities, issuers, transactions, nickname, now: clock })
  const tokens = createTokensService({ keyring, context })
  const show = createShow(needs, tokens)
  keyring.subscribe(show)
  events.on('connection-changed', () => {
    tokens.judgeAnew()
    show()
  })
  events.on('transactions-changed', show)
  events.on('certificates-superseded', ({ fingerprints }) => {
    tokens.superseded(fingerprints)
    show()
  })
  const learnt: TokensService['learnt'] = (id, status) => {
    const isNews = tokens.learnt(id, status)
    if (isNews) show()
    return isNews
  }
  const told: TokensService['told'] = (certificate, standing) => {
    const isNews = tokens.told(certificate, standing)
    if (isNews) show()
    return isNews
  }
  const rename = (tokenId: string, typed: string): void => {
    nicknames.rename(tokenId, typed)
    show()
  }
  const { find, standing } = tokens
  return { service: { find, standing, learnt, told, show, nickname }, handlers: tokensHandlers({ rename }) }
}
