import { isDeepStrictEqual } from 'node:util'
import type { Keyring } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { isAssistantError } from '../../shared/errors/index.ts'
import type { ReadableSeal, Snapshot } from '../../shared/models/index.ts'
import { businessOn } from '../../shared/targets/targets.ts'
import type { Accounts } from '../account/index.ts'
import { actingClient } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import { readable } from '../certificates/chain.ts'
import type { Ground } from '../house/ground.ts'
import type { KnownAuthority } from '../issuers/chain-cache.ts'
import { derOf } from '../issuers/known-authorities.ts'
import type { Issuers } from '../issuers/part.ts'
import { answerOf } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { sealsHandlers } from './handlers.ts'
import type { SealContext } from './judgement.ts'
import { sealIn } from './reading.ts'
import { sealIdOf } from './seal-views.ts'
import { createSealsService, type SealsParts, type SealsService } from './seals-service.ts'
import { createSealStatuses, type SealStatus } from './status-watch.ts'

type Needs = Pick<Ground, 'state' | 'events' | 'clock' | 'log'> & {
  readonly keyring: Pick<Keyring, 'current'>
  readonly issuers: Pick<Issuers, 'issuerOf' | 'known'>
  readonly authorities: Pick<Authorities, 'of' | 'now'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly prompts: Pick<Prompts, 'askPin'>
}

/** Of what the authority of a certificate told about itself, parsed once. */
const createAuthorityOf = ({ issuerOf, known }: Needs['issuers']): SealContext['authorityOf'] => {
  const chains = new WeakMap<KnownAuthority, readonly Certificate[]>()
  return (certificate) => {
    const issuerId = issuerOf(certificate)
    const told = issuerId === null ? null : known(issuerId)
    if (told === null) return []
    const chain = chains.get(told) ?? readable(derOf(told))
    chains.set(told, chain)
    return chain
  }
}

const makerOf = ({ keyring }: Needs, seal: ReadableSeal): Certificate | null => {
  for (const { facts, seals } of keyring.current().tokens)
    for (const stored of seals)
      if (stored.value && sealIdOf(facts.id, stored) === seal.id) return sealIn(stored.value)?.maker ?? null
  return null
}

/** The prompt window asks for the PIN. Who does not give it ends the business. */
const pinAsker =
  ({ prompts }: Needs): SealsParts['askPin'] =>
  async (purpose, tokenId, work) => {
    const asker = { kind: 'assistant' } as const
    answerOf(await prompts.askPin({ asker, purpose, tokenId, certificateId: null }, work))
  }

const statusAsker =
  (needs: Needs) =>
  async (seal: ReadableSeal): Promise<SealStatus | null> => {
    const maker = makerOf(needs, seal)
    const issuerId = maker && needs.issuers.issuerOf(maker)
    if (!issuerId) return null
    try {
      return (await needs.authorities.of(issuerId).client().seals.status({ sealId: seal.number })).status
    } catch (error) {
      if (isAssistantError(error)) return null
      throw error
    }
  }

/** The seals on all tokens, in the snapshot and for the person's business with them. */
const keptIn = ({ tokens }: Pick<Snapshot, 'tokens'>): ReadonlySet<string> =>
  new Set(
    tokens
      .flatMap(({ pairs }) => pairs.filter((pair) => pair.state === 'kept'))
      .flatMap(({ signing, encryption }) => [signing, encryption].flatMap((view) => view?.id ?? [])),
  )

export const sealsPart = (needs: Needs) => {
  const { state, events, clock, log, keyring, issuers, authorities, accounts } = needs
  const show = (): void => {
    const seals = service.views()
    if (!isDeepStrictEqual(seals, state.current().seals)) state.change({ seals })
  }
  const statuses = createSealStatuses({
    views: () => state.current().seals,
    ask: statusAsker(needs),
    now: clock,
    changed: () => show(),
  })
  const service: SealsService = createSealsService({
    keyring,
    issuerOf: issuers.issuerOf,
    context: {
      authorityOf: createAuthorityOf(issuers),
      isRevoked: statuses.isRevoked,
      kept: () => keptIn(state.current()),
      now: (maker) => authorities.now(issuers.issuerOf(maker)),
    },
    offeredBy: async (issuerId) =>
      (await actingClient({ accounts, authorities }, issuerId).seals.list({})).seals,
    askPin: pinAsker(needs),
    busy: (tokenId) => businessOn(state.current(), tokenId),
  })
  const refresh = (): void => {
    show()
    void statuses.look().catch((error) => log(`status of a seal: ${String(error)}`))
  }
  events.on('tokens-changed', refresh)
  events.on('connection-changed', refresh)
  return { service, handlers: sealsHandlers(service) }
}
