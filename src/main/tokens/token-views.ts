import { type HeldPair, type PresentToken, pairCertificates } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificatePair, CertificateView, TokenView } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateView } from '../certificates/certificate-view.ts'
import { type PairContext, pairStateOf } from './pair-state.ts'

export type ViewContext = PairContext & {
  /** The business that holds a token now. */
  readonly busy: (tokenId: string) => string | null
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

const tokenView = (present: PresentToken, context: ViewContext): TokenView => {
  const { facts, certificates, keys } = present
  const held = pairCertificates(certificates, keys)
  return {
    id: facts.id,
    kind: facts.kind,
    label: visibleName(facts.label),
    vendor: visibleName(facts.vendor),
    model: visibleName(facts.model),
    serial: visibleName(facts.serial),
    driverId: facts.driverId,
    pin: facts.pin,
    pinRule: facts.pinRule,
    capabilities: facts.capabilities,
    pairs: held.pairs.map((pair) => pairView(facts.id, pair, context)),
    unreadable: held.unreadable.length,
    busy: context.busy(facts.id),
  }
}

/** The tokens as windows see them: Ukeys first, then the soft ones. */
export const tokenViews = (tokens: readonly PresentToken[], context: ViewContext): readonly TokenView[] =>
  tokens
    .filter((present) => !isInTheMaking(present))
    .map((present) => tokenView(present, context))
    .sort((a, b) => Number(a.kind === 'soft') - Number(b.kind === 'soft'))
