import { describe, expect, it } from 'vitest'
import type { KnownCertificate } from '../../../../src/main/certificates/certificates-service.ts'
import {
  createSiteCertificates,
  type SiteCertificatesParts,
  type Usable,
} from '../../../../src/main/web-signing/site-certificates.ts'
import type { CertificatePair, CertificateView, TokenView } from '../../../../src/shared/models/index.ts'
import { freshParty } from '../../pki/authority.ts'
import { origin } from './asked-person.ts'
import { certificatesOn, memoryUkey, now, root } from './memory-ukey.ts'

const minute = 60_000
const ukey = memoryUkey('ukey-1')
const [signing, encryption] = ukey.known.map(({ view }) => view) as [CertificateView, CertificateView]
const pair: CertificatePair = { id: 'p', state: 'valid', signing, encryption, usable: true }

const setUp = (pairs: readonly CertificatePair[], more: Partial<SiteCertificatesParts> = {}) => {
  let [tokens, at]: [readonly TokenView[], number] = [[{ ...ukey.view, pairs }], now.getTime()]
  let present = [ukey.present]
  const found = (id: string): KnownCertificate | undefined => ukey.known.find(({ view }) => view.id === id)
  const certificates = createSiteCertificates({
    tokens: () => tokens,
    keyring: {
      current: () => ({ settled: true, tokens: present, troubles: [], drivers: [], softTroubles: [] }),
    },
    find: found,
    issuers: { issuerOf: () => null, known: () => null },
    ...{ secret: () => 'secret', keyNamed: () => null, now: () => new Date(at) },
    ...more,
  })
  return {
    certificates,
    uses: () => certificates.all().map(({ view, uses }) => [view.use, ...uses]),
    change: (next: readonly CertificatePair[]) => {
      tokens = [{ ...ukey.view, pairs: next }]
    },
    be: (when: number) => {
      at = when
    },
    plug: (next: typeof present) => {
      present = next
    },
  }
}
const usesOf = (change: Partial<CertificatePair>) => setUp([{ ...pair, ...change }]).uses()
const both: CertificateView = { ...signing, use: 'both' }

describe('a pair of certificates', () => {
  it('is there for what each half is for', () => {
    const { certificates } = setUp([pair])
    expect(certificates.all()).toEqual(
      ukey.known.map(({ view, certificate }, at) => ({
        ...{ id: view.id, view, certificate, uses: [['sign'], ['encrypt']][at], pairId: 'p' },
        isNamedBy: expect.any(Function),
      })),
    )
    expect(usesOf({ signing: both, encryption: both })).toEqual([['both', 'sign', 'encrypt']])
    expect([usesOf({ signing: null }), usesOf({ encryption: null })]).toEqual([
      [['encryption', 'encrypt']],
      [['signing', 'sign']],
    ])
  })

  it('only opens without its key, or once a newer one is used instead', () => {
    expect([usesOf({ usable: false }), usesOf({ state: 'kept' })]).toEqual([
      [['encryption', 'encrypt']],
      [['encryption', 'encrypt']],
    ])
  })

  it.each(['revoked', 'suspended', 'mismatched'] as const)('that is %s is for nothing', (state) =>
    expect(usesOf({ state })).toEqual([]),
  )

  it('signs from its first to its last moment', () => {
    const [from, to] = [now.getTime() - 3 * minute, now.getTime() + 3 * minute]
    const limited = {
      ...signing,
      notBefore: new Date(from).toISOString(),
      notAfter: new Date(to).toISOString(),
    }
    const signsAt = (when: number) => {
      const { be, uses } = setUp([{ ...pair, signing: limited, encryption: null }])
      be(when)
      return uses().length === 1
    }
    expect([from - 1, from, to, to + 1].map(signsAt)).toEqual([false, true, true, false])
  })

  it('of which nobody knows the certificate is left out', () => {
    expect(setUp([pair], { find: () => undefined }).uses()).toEqual([])
  })
})

describe('the list', () => {
  it('stays the same for a minute, while the Ukeys do', () => {
    const { certificates, be, change } = setUp([pair])
    const start = Math.floor(now.getTime() / minute) * minute
    be(start)
    const first = certificates.all()
    be(start + minute - 1)
    expect(certificates.all()).toBe(first)
    be(start + minute)
    const second = certificates.all()
    expect([second === first, second.length]).toEqual([false, 2])
    change([])
    expect(certificates.all()).toEqual([])
  })
})

describe('a certificate', () => {
  it('has another name at each site and with each secret, and is found by it', () => {
    const { certificates, change } = setUp([pair])
    const [one, two] = certificates.all() as [Usable, Usable]
    const name = certificates.nameAt(origin, one.id)
    expect(name).toMatch(/^[\w-]{22}$/)
    const others = [
      certificates.nameAt('https://b.example', one.id),
      certificates.nameAt(origin, two.id),
      setUp([pair], { secret: () => 'another' }).certificates.nameAt(origin, one.id),
    ]
    expect(new Set([name, ...others]).size).toBe(4)
    expect([certificates.named(origin, name), certificates.named(origin, name)]).toEqual([one, one])
    expect(certificates.named(origin, certificates.nameAt(origin, two.id))).toBe(two)
    expect([certificates.named('https://b.example', name), certificates.named(origin, 'x')]).toEqual([
      null,
      null,
    ])
    expect(certificates.named(origin, name)).toBe(one)
    change([])
    expect(certificates.named(origin, name)).toBeNull()
  })

  it('is named by messages for it, and by those for a former certificate of its key', () => {
    const { publicKey } = ukey.encryption.keys
    const { issuer, serialHex } = freshParty(root, { profile: 'encryption' }).certificate
    const former = { by: 'issuer-and-serial', issuer, serialHex } as const
    const [, opener] = setUp([pair]).certificates.all() as [Usable, Usable]
    const own = { by: 'issuer-and-serial', ...ukey.encryption.certificate } as const
    expect([opener.isNamedBy(own), opener.isNamedBy(former)]).toEqual([true, false])
    const named = (key: Uint8Array) =>
      setUp([pair], { keyNamed: (party) => (party === former ? key : null) }).certificates.all()
    expect(named(publicKey).map(({ isNamedBy }) => isNamedBy(former))).toEqual([false, true])
    expect(named(root.keys.publicKey).some(({ isNamedBy }) => isNamedBy(former))).toBe(false)
  })

  it('has its key at hand while its Ukey is here', () => {
    const { certificates, plug } = setUp([pair])
    const [one] = certificates.all() as [Usable]
    const hand = certificates.atHand(one)
    expect(hand).toMatchObject({ present: ukey.present, keyId: '0', hasKey: true })
    expect(certificates.atHand(one)).toBe(hand)
    plug([])
    expect(certificates.atHand(one)).toBeNull()
    const again = { ...ukey.present }
    plug([again])
    expect(certificates.atHand(one)?.present).toBe(again)
  })

  it('has the authorities above it, if its issuer is known', () => {
    const [known] = certificatesOn([ukey]).all() as [Usable]
    const raw = (all: readonly { readonly raw: Uint8Array }[]) => all.map((one) => Buffer.from(one.raw))
    expect(raw(certificatesOn([ukey]).chain(known))).toEqual(raw([root.certificate]))
    const { trusted, known: all } = certificatesOn([ukey]).authorities(known.certificate)
    expect([raw(trusted), raw(all)]).toEqual([raw([root.certificate]), raw([root.certificate])])
    expect(setUp([pair]).certificates.chain(known)).toEqual([])
  })
})
