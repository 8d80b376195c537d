import { type Held, type HeldPair, type PresentToken, pairCertificates } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificatePair, CertificateView, TokenView } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateView } from '../certificates/certificate-view.ts'
import { keptAmong } from './kept-keys.ts'
import { type PairContext, pairStateOf } from './pair-state.ts'

export type ViewContext = PairContext & {
  /** The business that holds a token now. */
  readonly busy: (tokenId: string) => string | null
  /** How the person calls a token. */
  readonly nickname: (tokenId: string) => string | null
  /** Another number where something else may be known by now: a clock, whose a certificate is, what is revoked. */
  readonly knowledge: number
}

type Half = HeldPair['signing']

/** What a person is told about one certificate, by the rules and the time of its issuer. */
export const viewIn = (
  { issuerOf, trueNow }: Pick<PairContext, 'issuerOf' | 'trueNow'>,
  tokenId: string,
  certificate: Certificate,
): CertificateView => {
  const issuerId = issuerOf(certificate)
  return certificateView(tokenId, certificate, trueNow(issuerId), issuerId)
}

const pairView = (tokenId: string, pair: HeldPair, context: ViewContext): CertificatePair => {
  const view = (half: Half) => half && viewIn(context, tokenId, half.certificate)
  const [signing, encryption] = [view(pair.signing), view(pair.encryption)]
  return {
    id: leadingCertificate({ signing, encryption })?.id ?? tokenId,
    state: pairStateOf(pair, context),
    signing,
    encryption,
    usable: pair.usable,
  }
}

/** A soft file without a certificate belongs to an unfinished business, which shows it. The list does not. */
const isInTheMaking = ({ facts, certificates }: PresentToken): boolean =>
  facts.kind === 'soft' && certificates.length === 0

const tokenView = ({ facts }: PresentToken, held: Held, context: ViewContext): TokenView => ({
  id: facts.id,
  kind: facts.kind,
  label: visibleName(facts.label),
  nickname: context.nickname(facts.id),
  vendor: visibleName(facts.vendor),
  model: visibleName(facts.model),
  serial: visibleName(facts.serial),
  driverId: facts.driverId,
  pin: facts.pin,
  pinRule: facts.pinRule,
  capabilities: facts.capabilities,
  ...(facts.freeBytes === undefined ? {} : { freeBytes: facts.freeBytes }),
  pairs: held.pairs.map((pair) => pairView(facts.id, pair, context)),
  unreadable: held.unreadable.length,
  busy: context.busy(facts.id),
})

const partsOf = (view: CertificateView | null): readonly unknown[] =>
  view === null ? [] : [view.daysLeft, view.elapsed, view.issuerId]

/** All that a view says beyond its token itself. While it is the same, so is the view. */
const passing = ({ busy, nickname, pairs }: TokenView): readonly unknown[] => [
  busy,
  nickname,
  ...pairs.flatMap(({ state, signing, encryption }) => [state, ...partsOf(signing), ...partsOf(encryption)]),
]

const isAlike = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at])

/**
 * Within a minute and with the same knowledge nothing is judged twice; only the business on a token and its name may be
 * others.
 */
const eraOf = ({ now, knowledge, busy, nickname }: ViewContext, tokenId: string): string =>
  JSON.stringify([Math.floor(now.getTime() / 60_000), knowledge, busy(tokenId), nickname(tokenId)])

/** A view in which the pairs that are kept are called so. It stays the same while its token and they do. */
const createMarking = () => {
  const marked = new WeakMap<TokenView, { readonly ids: string; readonly view: TokenView }>()
  return (view: TokenView, kept: ReadonlySet<CertificatePair>): TokenView => {
    const ids = view.pairs.flatMap((pair) => (kept.has(pair) ? [pair.id] : [])).join('\n')
    if (ids === '') return view
    const before = marked.get(view)
    if (before?.ids === ids) return before.view
    const pairs = view.pairs.map((pair) => (kept.has(pair) ? { ...pair, state: 'kept' as const } : pair))
    const now = { ...view, pairs }
    marked.set(view, { ids, view: now })
    return now
  }
}

type Made = {
  readonly held: Held
  readonly era: string
  readonly view: TokenView
}

/**
 * The tokens as windows see them: Ukeys first, then the soft ones. A view is made anew only when its token says
 * something else or what is judged of it has changed, and as long as all are the same, so is their list.
 */
export const createTokenViews = (): ((
  tokens: readonly PresentToken[],
  context: ViewContext,
) => readonly TokenView[]) => {
  const made = new WeakMap<PresentToken, Made>()
  let last: readonly TokenView[] = []
  const mark = createMarking()
  const judge = (present: PresentToken, context: ViewContext): Made => {
    const { facts, certificates, keys } = present
    const before = made.get(present)
    const era = eraOf(context, facts.id)
    if (before?.era === era) return before
    const held = before?.held ?? pairCertificates(certificates, keys)
    const now = tokenView(present, held, context)
    const view = before && isAlike(passing(before.view), passing(now)) ? before.view : now
    const judged = { held, era, view }
    made.set(present, judged)
    return judged
  }
  return (tokens, context) => {
    const judged = tokens
      .filter((present) => !isInTheMaking(present))
      .map((present) => judge(present, context))
    const kept = keptAmong(judged)
    const views = judged
      .map(({ view }) => mark(view, kept))
      .sort((a, b) => Number(a.kind === 'soft') - Number(b.kind === 'soft'))
    if (!isAlike(views, last)) last = views
    return last
  }
}
