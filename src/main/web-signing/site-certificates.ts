import { createHmac } from 'node:crypto'
import type { Keyring } from '../../native/index.ts'
import { type Certificate, equalBytes, isParty, type Party } from '../../pki/index.ts'
import type { CertificatePair, CertificateView, TokenView } from '../../shared/models/index.ts'
import type { PageCertificate } from '../../shared/web-signing/wire.ts'
import { createAuthorityChains, type KnownChain } from '../certificates/authority-chains.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { type AtHand, atHandOf } from '../decryption-rehearsal/keys-at-hand.ts'
import type { Issuers } from '../issuers/part.ts'

/** A certificate that is here with its key, and what it can be used for. */
export type Usable = {
  readonly id: string
  readonly view: CertificateView
  readonly certificate: Certificate
  readonly uses: PageCertificate['uses']
  readonly pairId: string
  /** Whether a sealed message names it, or a former certificate of its key. */
  readonly isNamedBy: (party: Party) => boolean
}

export type SiteCertificates = {
  all(): readonly Usable[]
  /** The name of a certificate at one site. Two sites cannot compare theirs. */
  nameAt(origin: string, certificateId: string): string
  named(origin: string, name: string): Usable | null
  atHand(one: Usable): AtHand | null
  /** The certificates above it, as far as they are known. */
  chain(one: Usable): readonly Certificate[]
  /** Certificates of authorities that are trusted, and all that are known. */
  authorities(certificate: Certificate): KnownChain
}

export type SiteCertificatesParts = {
  readonly tokens: () => readonly TokenView[]
  readonly keyring: Pick<Keyring, 'current'>
  readonly find: (certificateId: string) => KnownCertificate | undefined
  readonly issuers: Pick<Issuers, 'known' | 'issuerOf'>
  readonly secret: () => string
  /** The key of a certificate that was here once. */
  readonly keyNamed: (party: Party) => Uint8Array | null
  readonly now: () => Date
}

const never: readonly CertificatePair['state'][] = ['revoked', 'suspended', 'mismatched']

const usesOf = (view: CertificateView, pair: CertificatePair, now: Date): PageCertificate['uses'] => {
  if (never.includes(pair.state)) return []
  const [begins, ends] = [Date.parse(view.notBefore), Date.parse(view.notAfter)]
  const inTime = begins <= now.getTime() && now.getTime() <= ends
  // A pair that a newer one has replaced is kept to open what was encrypted to it.
  const signs = pair.signing === view && pair.usable && pair.state !== 'kept' && inTime
  const opens = view.use === 'encryption' || view.use === 'both'
  return [...(signs ? (['sign'] as const) : []), ...(opens ? (['encrypt'] as const) : [])]
}

const isKeyOf = (point: Uint8Array | null, { publicKey }: Certificate): boolean =>
  point !== null && publicKey.type === 'sm2' && equalBytes(publicKey.point, point)

export const createSiteCertificates = (parts: SiteCertificatesParts): SiteCertificates => {
  const { tokens, keyring, find, issuers, secret, keyNamed, now } = parts
  const hands = new WeakMap<Usable, AtHand>()
  let seen: { readonly of: readonly TokenView[]; readonly minute: number; readonly all: readonly Usable[] } =
    {
      ...{ of: [], minute: 0, all: [] },
    }

  const usable = (view: CertificateView, pair: CertificatePair): readonly Usable[] => {
    const uses = usesOf(view, pair, now())
    const found = uses.length === 0 ? undefined : find(view.id)
    if (found === undefined) return []
    const { certificate } = found
    const isNamedBy = (party: Party): boolean =>
      isParty(party, certificate) || isKeyOf(keyNamed(party), certificate)
    return [{ id: view.id, view, certificate, uses, pairId: pair.id, isNamedBy }]
  }
  const inPair = (pair: CertificatePair): readonly Usable[] => {
    const views = pair.signing === pair.encryption ? [pair.signing] : [pair.signing, pair.encryption]
    return views.flatMap((view) => (view === null ? [] : usable(view, pair)))
  }
  const { authorities, above } = createAuthorityChains(issuers)
  const all = (): readonly Usable[] => {
    const of = tokens()
    const minute = Math.floor(now().getTime() / 60_000)
    // Certificates end, so a list is good for a minute.
    if (seen.of !== of || seen.minute !== minute)
      seen = { of, minute, all: of.flatMap(({ pairs }) => pairs.flatMap(inPair)) }
    return seen.all
  }
  const nameAt = (origin: string, certificateId: string): string =>
    createHmac('sha256', secret()).update(`${origin}\n${certificateId}`).digest('base64url').slice(0, 22)
  /** The last name that was looked for: a site asks many times with the same one. */
  let last: { readonly all: readonly Usable[]; readonly key: string; readonly found: Usable | null } | null =
    null

  return {
    all,
    nameAt,
    named: (origin, name) => {
      const key = `${origin}\n${name}`
      if (last === null || last.all !== all() || last.key !== key)
        last = { all: all(), key, found: all().find(({ id }) => nameAt(origin, id) === name) ?? null }
      return last.found
    },
    atHand: (one) => {
      const here = hands.get(one)
      const { tokens: present } = keyring.current()
      if (here !== undefined && present.includes(here.present)) return here
      const found = atHandOf(present, one.certificate)
      if (found !== null) hands.set(one, found)
      return found
    },
    chain: ({ certificate }) => above(certificate),
    authorities,
  }
}
