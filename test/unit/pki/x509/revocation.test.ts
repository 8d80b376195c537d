import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { ALL_REASONS } from '../../../../src/pki/x509/distribution-point.ts'
import { type IsTrustedSigner, revocationProblems } from '../../../../src/pki/x509/revocation.ts'
import { freshParty, freshRoot, type Party } from '../authority.ts'

const moment = Date.parse('2026-11-20T00:00:00Z')
const at = (ms: number) => new Date(moment + ms)
const DAY = 86_400_000
const root = freshRoot()
const issuing = freshParty(root, { profile: 'issuing-ca', name: '签发' })
const leaf = freshParty(issuing, { profile: 'signing' }).certificate
const path = [leaf, issuing.certificate, root.certificate]

type Entry = { readonly at?: number; readonly reason?: pki.RevocationReason }
type Change = Partial<Omit<pki.Crl, 'scope'>> & { readonly scope?: Partial<pki.Crl['scope']> }

/** A list with this entry for the certificate; its facts may be changed without its signature. */
function list(
  by: Party,
  about: pki.Certificate | null,
  { scope, ...change }: Change = {},
  entry: Entry = {},
): pki.Crl {
  const { reason = 'keyCompromise' } = entry
  const revoked = about === null ? [] : [{ serial: about.serial, revokedAt: at(entry.at ?? -DAY), reason }]
  const crl = pki.parseCrl(
    pki.buildCrl(
      {
        issuer: by.certificate.subject.raw,
        thisUpdate: at(-DAY),
        nextUpdate: at(DAY),
        number: 10,
        revoked,
        authorityKeyId: pki.keyIdentifier(by.keys.publicKey),
      },
      by.sign,
    ),
  )
  return { ...crl, ...change, scope: { ...crl.scope, ...scope } }
}

const never: IsTrustedSigner = () => expect.unreachable('nobody else signs here')
function problems(
  crls: readonly pki.Crl[] | undefined,
  more: Partial<pki.ChainOptions> = {},
  isTrustedSigner = never,
) {
  const options = { trusted: [root.certificate], ...(crls === undefined ? {} : { crls }), ...more }
  const found = revocationProblems({ path, options, at: at(0), isTrustedSigner })
  return found.map(({ certificate, reason }) => [path.indexOf(certificate), reason])
}
const required = { requireRevocation: true }
const good = () => list(root, null)

describe('without lists', () => {
  it('nothing is said, unless they are required', () => {
    expect(problems(undefined)).toEqual([])
    expect(problems([])).toEqual([])
    const unknown = [
      [0, 'revocation-unknown'],
      [1, 'revocation-unknown'],
    ]
    expect(problems(undefined, required)).toEqual(unknown)
    expect(problems([], required)).toEqual(unknown)
    expect(problems(undefined, { requireRevocation: false })).toEqual([])
  })
})

describe('a list', () => {
  it('revokes the certificates of its issuer, each by the list of its own', () => {
    expect(problems([list(issuing, leaf)])).toEqual([[0, 'revoked']])
    expect(problems([list(root, issuing.certificate)])).toEqual([[1, 'revoked']])
    expect(problems([list(root, leaf)])).toEqual([])
    expect(problems([list(root, root.certificate)])).toEqual([])
  })

  it('revokes from its moment on', () => {
    expect(problems([list(issuing, leaf, {}, { at: 0 })])).toEqual([[0, 'revoked']])
    expect(problems([list(issuing, leaf, {}, { at: 1000 })])).toEqual([])
  })

  it('revokes for any reason but that of being released', () => {
    expect(problems([list(issuing, leaf, {}, { reason: 'certificateHold' })])).toEqual([[0, 'revoked']])
    expect(problems([list(issuing, leaf, {}, { reason: 'removeFromCRL' })])).toEqual([])
  })

  it('revokes even when it is old, but then its silence says nothing', () => {
    const old = { nextUpdate: at(-1) }
    expect(problems([list(issuing, leaf, old)])).toEqual([[0, 'revoked']])
    expect(problems([list(issuing, null, old), good()], required)).toEqual([[0, 'revocation-unknown']])
  })

  it.each<readonly [string, Change, boolean]>([
    ['begins now', { thisUpdate: at(0) }, true],
    ['begins later', { thisUpdate: at(1) }, false],
    ['ends now', { nextUpdate: at(0) }, true],
    ['ended', { nextUpdate: at(-1) }, false],
    ['has no end', { nextUpdate: null }, true],
    ['speaks of some reasons', { scope: { reasons: 0x4000 } }, false],
    ['has no number', { scope: { number: null } }, false],
  ])(
    'says by its silence that a certificate is good, if it is whole and current: %s',
    (_what, change, known) => {
      expect(problems([list(issuing, null, change), good()], required)).toEqual(
        known ? [] : [[0, 'revocation-unknown']],
      )
    },
  )

  it('says it together with others', () => {
    const some = (reasons: number) => list(issuing, null, { scope: { reasons } })
    expect(problems([some(0x7f00), some(0x80), good()], required)).toEqual([])
    expect(problems([some(0x7f00), some(0x4000), good()], required)).toEqual([[0, 'revocation-unknown']])
    expect(ALL_REASONS).toBe(0x7f80)
  })

  it('is nothing if its signature is wrong or it is not understood', () => {
    const signature = good().signature
    expect(problems([list(issuing, leaf, { signature })], {}, never)).toEqual([])
    expect(problems([list(issuing, leaf, { scope: { understood: false } })], {}, never)).toEqual([])
  })
})

describe('a list that another key of the issuer signed', () => {
  const second = freshParty(root, { profile: 'issuing-ca', name: '签发' })
  const known = { intermediates: [second.certificate] }

  it('counts if that key is trusted, by the trusted certificate of the path', () => {
    const asked: unknown[] = []
    const answering =
      (answer: boolean): IsTrustedSigner =>
      (...given) => {
        asked.push(given)
        return answer
      }
    expect(problems([list(second, leaf)], known, answering(true))).toEqual([[0, 'revoked']])
    expect(problems([list(second, leaf)], known, answering(false))).toEqual([])
    const question = [second.certificate, root.certificate, false]
    expect(asked).toEqual([question, question])
  })

  it('may be a trusted one, too', () => {
    const trusted = { trusted: [root.certificate, second.certificate] }
    expect(problems([list(second, leaf)], trusted, () => true)).toEqual([[0, 'revoked']])
    expect(problems([list(second, leaf)], {}, () => true)).toEqual([])
  })

  it('must be named by the list, if the list names a key', () => {
    const wrong = { authorityKeyId: Uint8Array.of(1) }
    expect(problems([list(second, leaf, wrong)], known, () => true)).toEqual([])
    expect(problems([list(second, leaf, { authorityKeyId: null })], known, () => true)).toEqual([
      [0, 'revoked'],
    ])
    const unnamed = { ...second.certificate, subjectKeyId: null }
    expect(problems([list(second, leaf, wrong)], { intermediates: [unnamed] }, () => true)).toEqual([
      [0, 'revoked'],
    ])
  })
})

describe('a list of changes', () => {
  const whole = list(issuing, leaf)
  const delta = (change: Change = {}, reason: pki.RevocationReason = 'removeFromCRL') =>
    list(issuing, leaf, { ...change, scope: { base: 5n, number: 11n, ...change.scope } }, { reason })
  const released = (one: pki.Crl, complete = whole) => problems([complete, one]).length === 0

  it('releases what a list of its scope holds', () => {
    expect(released(delta())).toBe(true)
    expect(released(delta({}, 'keyCompromise'))).toBe(false)
  })

  it.each<readonly [string, Change, boolean]>([
    ['its base is that list', { scope: { base: 10n } }, true],
    ['its base is a later list', { scope: { base: 11n } }, false],
    ['its number is the next', { scope: { number: 11n } }, true],
    ['its number is that of the list', { scope: { number: 10n } }, false],
    ['it has no number', { scope: { number: null } }, false],
    ['it is whole itself', { scope: { base: null } }, false],
    ['it begins now', { thisUpdate: at(0) }, true],
    ['it begins later', { thisUpdate: at(1) }, false],
    ['it is old', { nextUpdate: at(-1) }, false],
    ['it is about users', { scope: { about: 'users' } }, false],
    ['it speaks of other reasons', { scope: { reasons: 0x4000 } }, false],
    ['it is indirect', { scope: { indirect: true } }, false],
    ['it is of another point', { scope: { point: ['x'] } }, false],
    ['it names another key', { authorityKeyId: Uint8Array.of(1) }, false],
    ['it names no key', { authorityKeyId: null }, false],
  ])('releases where it fits: %s', (_what, change, fits) => {
    expect(released(delta(change))).toBe(fits)
  })

  it('does not release what another list of changes holds, or one without a number', () => {
    expect(released(delta(), list(issuing, leaf, { scope: { base: 1n } }))).toBe(false)
    expect(released(delta(), list(issuing, leaf, { scope: { number: null } }))).toBe(false)
  })

  it('revokes by itself', () => {
    expect(problems([list(issuing, null), delta({}, 'superseded')])).toEqual([[0, 'revoked']])
  })
})
