import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificateView, TokenView } from '../../shared/models/index.ts'
import { rememberedName } from '../../shared/tokens/nickname.ts'
import type { Remembered, ReminderMemory } from './memory.ts'

const toRemindOf = (token: TokenView): readonly CertificateView[] =>
  token.pairs
    .filter(({ state }) => state !== 'revoked' && state !== 'kept')
    .flatMap((pair) => leadingCertificate(pair) ?? [])

/** Of several certificates of one holder on one token only the latest counts, because the others have been renewed. */
const latest = (views: readonly CertificateView[]): readonly CertificateView[] =>
  [...Map.groupBy(views, ({ holder }) => holder).values()].map((own) =>
    own.reduce((one, other) => (other.notAfter > one.notAfter ? other : one)),
  )

const rememberedAnew = (
  view: CertificateView,
  token: TokenView,
  before: Remembered | undefined,
): Remembered => ({
  id: view.id,
  tokenId: token.id,
  tokenName: rememberedName(token),
  tokenKind: token.kind,
  holder: view.holder,
  issuerId: view.issuerId,
  serial: view.serial,
  notAfter: view.notAfter,
  told: before?.told ?? [],
  restsUntil: before?.restsUntil ?? null,
  chosen: before?.chosen ?? null,
  silenced: before?.silenced ?? false,
})

/** What has not changed stays the same object, so it is plain at once that there is nothing to write. */
const rememberedOf = (
  view: CertificateView,
  token: TokenView,
  before: Remembered | undefined,
): Remembered => {
  const isAsBefore =
    before !== undefined &&
    before.tokenId === token.id &&
    before.tokenName === rememberedName(token) &&
    before.tokenKind === token.kind &&
    before.holder === view.holder &&
    before.issuerId === view.issuerId &&
    before.serial === view.serial &&
    before.notAfter === view.notAfter
  return isAsBefore ? before : rememberedAnew(view, token, before)
}

/** A Ukey that is away still has its certificates. A soft certificate that is not here is gone. */
const staysUnseen = (one: Remembered, present: ReadonlySet<string>): boolean =>
  one.tokenKind === 'ukey' && !present.has(one.tokenId)

/** The memory after a look at the tokens that are present now. */
export const afterSighting = (memory: ReminderMemory, tokens: readonly TokenView[]): ReminderMemory => {
  const present = new Set(tokens.map(({ id }) => id))
  const before = new Map(memory.known.map((one) => [one.id, one]))
  const seen = tokens.flatMap((token) =>
    latest(toRemindOf(token)).map((view) => rememberedOf(view, token, before.get(view.id))),
  )
  const away = memory.known.filter((one) => staysUnseen(one, present))
  return { ...memory, known: [...seen, ...away] }
}

/** Removes a certificate that was replaced on another token, because its own key may never be plugged in again. */
export const withoutSerial = (memory: ReminderMemory, serial: string): ReminderMemory => ({
  ...memory,
  known: memory.known.filter((one) => one.serial !== serial),
})
