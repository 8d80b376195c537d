import { describe, expect, it } from 'vitest'
import { encodeSigner } from '../../../../src/pki/cms/signer.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { refused } from '../refusal.ts'

const { OID } = pki
const root = freshRoot()
const signer = freshParty(root, { profile: 'signing' })
const { certificate } = signer
const text = new TextEncoder().encode('some content')
const time = new Date('2026-11-20T08:00:00Z')
const sm3 = der.sequence(der.oid(OID.sm3))
const signature = pki.sm2Sign(signer.keys.privateKey, text)
const info = encodeSigner(certificate, null, signature)

type Plan = {
  readonly version?: number
  readonly algorithms?: readonly Uint8Array[]
  readonly inner?: Uint8Array
  readonly certificates?: readonly Uint8Array[] | null
  readonly lists?: readonly Uint8Array[] | null
  readonly infos?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
}
const contentOf = (content: Uint8Array) => der.sequence(der.oid(OID.gmData), der.explicit(0, content))

function message(plan: Plan = {}): Uint8Array {
  const { algorithms = [sm3], inner = contentOf(der.octets(text)), infos = [info] } = plan
  const { certificates = [certificate.raw], lists = null, behind = [] } = plan
  const body = der.sequence(
    der.integer(plan.version ?? 1),
    der.element(TAG.set, ...algorithms),
    inner,
    ...(certificates === null ? [] : [der.element(context(0), ...certificates)]),
    ...(lists === null ? [] : [der.element(context(1), ...lists)]),
    der.element(TAG.set, ...infos),
    ...behind,
  )
  return der.sequence(der.oid(OID.gmSignedData), der.explicit(0, body))
}
const problems = (verdicts: readonly pki.SignerVerdict[]) => verdicts.map(({ problem }) => problem)

describe('a signed message', () => {
  it('is read with all its parts', () => {
    const [one, two] = [der.sequence(der.integer(1)), der.sequence(der.integer(2))]
    const read = pki.parseSignedMessage(
      message({ certificates: [certificate.raw, root.certificate.raw], lists: [one, two] }),
    )
    expect(read).toMatchObject({ contentType: OID.gmData, content: text, crls: [one, two] })
    expect(read.certificates.map(({ raw }) => raw)).toEqual([certificate.raw, root.certificate.raw])
    expect(read.signers).toMatchObject([{ digestAlgorithm: OID.sm3, attributesDer: null, signature }])
    expect(problems(pki.verifySignedMessage(read))).toEqual([null])
  })

  it('may come without content, certificates and lists', () => {
    const inner = der.sequence(der.oid(OID.gmData))
    const bare = pki.parseSignedMessage(message({ inner, certificates: null }))
    expect(bare).toMatchObject({ content: null, certificates: [], crls: [] })
    expect(problems(pki.verifySignedMessage(bare))).toEqual(['no-certificate'])
    const certificates = [certificate]
    expect(problems(pki.verifySignedMessage(bare, { certificates }))).toEqual(['content-missing'])
    expect(problems(pki.verifySignedMessage(bare, { certificates, content: { content: text } }))).toEqual([
      null,
    ])
  })

  it('is checked against its own content if it has one', () => {
    const read = pki.parseSignedMessage(message())
    expect(problems(pki.verifySignedMessage(read, { content: { content: text.subarray(1) } }))).toEqual([
      null,
    ])
    const other = pki.parseSignedMessage(message({ inner: contentOf(der.octets(text.subarray(1))) }))
    expect(problems(pki.verifySignedMessage(other, { content: { content: text } }))).toEqual([
      'bad-signature',
    ])
  })

  it('may hold another structure, which is signed without its header', () => {
    const read = pki.parseSignedMessage(message({ inner: contentOf(der.sequence(text)) }))
    expect(read.content).toEqual(text)
    expect(problems(pki.verifySignedMessage(read))).toEqual([null])
  })

  it('has version 1 or 3', () => {
    for (const version of [1, 3]) expect(pki.parseSignedMessage(message({ version })).content).toEqual(text)
    for (const version of [0, 2, 4])
      expect(() => pki.parseSignedMessage(message({ version }))).toThrow(refused('unsupported-version'))
  })

  it.each<readonly [string, Plan, pki.PkiReason]>([
    ['no signer', { infos: [] }, 'missing-field'],
    ['33 signers', { infos: Array<Uint8Array>(33).fill(info) }, 'too-large'],
    ['33 algorithms', { algorithms: Array<Uint8Array>(33).fill(sm3) }, 'too-large'],
    ['1,001 lists', { lists: Array<Uint8Array>(1001).fill(der.sequence()) }, 'too-large'],
    ['a list that is none', { lists: [der.nothing()] }, 'unexpected-tag'],
    ['more behind it', { behind: [der.nothing()] }, 'trailing-bytes'],
    [
      'more in its content',
      { inner: contentOf(pki.concat(der.octets(text), der.nothing())) },
      'trailing-bytes',
    ],
    [
      'more behind its content',
      { inner: der.sequence(der.oid(OID.gmData), der.explicit(0, der.octets(text)), der.nothing()) },
      'trailing-bytes',
    ],
    ['a content that is neither', { inner: contentOf(der.nothing()) }, 'unexpected-tag'],
  ])('is refused with %s', (_what, plan, reason) => {
    expect(() => pki.parseSignedMessage(message(plan))).toThrow(refused(reason))
  })

  it('may have 32 signers and algorithms and 1,000 lists', () => {
    const most = message({
      infos: Array<Uint8Array>(32).fill(info),
      algorithms: Array<Uint8Array>(32).fill(sm3),
      lists: Array<Uint8Array>(1000).fill(der.sequence()),
    })
    const read = pki.parseSignedMessage(most)
    expect([read.signers.length, read.crls.length]).toEqual([32, 1000])
  })
})

describe('the certificates of a message', () => {
  it('are read, also where nobody signed', () => {
    const bag = message({ infos: [], certificates: [root.certificate.raw, certificate.raw] })
    expect(pki.certificatesOf(bag).map(({ raw }) => raw)).toEqual([root.certificate.raw, certificate.raw])
    expect(pki.certificatesOf(message({ infos: [], certificates: null, version: 4 }))).toEqual([])
    expect(() => pki.certificatesOf(message({ behind: [der.nothing()] }))).toThrow(refused('trailing-bytes'))
  })
})

describe('a message to sign', () => {
  const spec = { content: { content: text }, certificate, detached: false, signingTime: null }
  const made = (change: Partial<pki.SignedMessageSpec>) => {
    const toSign = pki.signedMessageToSign({ ...spec, ...change })
    return pki.parseSignedMessage(toSign.finish(pki.sm2SignDigest(signer.keys.privateKey, toSign.digest)))
  }

  it('without a time is signed over its content alone', () => {
    expect(pki.signedMessageToSign(spec).digest).toEqual(pki.sm2Digest(signer.keys.publicKey, text))
    const read = made({ chain: [root.certificate] })
    expect(read).toMatchObject({ contentType: OID.gmData, content: text })
    expect(read.signers[0]).toMatchObject({ attributesDer: null, signingTime: null })
    expect(new Set(read.certificates.map(({ serialHex }) => serialHex))).toEqual(
      new Set([certificate.serialHex, root.certificate.serialHex]),
    )
    expect(made({}).certificates.map(({ raw }) => raw)).toEqual([certificate.raw])
  })

  it('with a time is signed over type, digest and time', () => {
    const read = made({ signingTime: time })
    expect(read.signers[0]?.signingTime).toEqual(time)
    expect(read.signers[0]?.attributes).toContainEqual({
      oid: OID.messageDigest,
      values: [der.octets(pki.sm3(text))],
    })
    expect(read.signers[0]?.attributes).toContainEqual({
      oid: OID.contentType,
      values: [der.oid(OID.gmData)],
    })
    expect(problems(pki.verifySignedMessage(read))).toEqual([null])
  })

  it('without its content holds none', () => {
    const read = made({ detached: true })
    expect(read.content).toBeNull()
    expect(problems(pki.verifySignedMessage(read, { content: { content: text } }))).toEqual([null])
  })

  it('of which only the digest is at hand has a time and is detached', () => {
    const known = new Map([[OID.sm3, pki.sm3(text)]])
    const digests = { plain: known, forKeys: new Map(), isAttributeSet: false }
    for (const content of [{ sm3: pki.sm3(text) }, { digests }]) {
      const read = made({ content, detached: true, signingTime: time })
      expect(problems(pki.verifySignedMessage(read, { content: { content: text } }))).toEqual([null])
      for (const wrong of [
        { detached: false, signingTime: time },
        { detached: true, signingTime: null },
      ])
        expect(() => made({ content, ...wrong })).toThrow(refused('missing-field'))
    }
    const none = { digests: { ...digests, plain: new Map() } }
    expect(() => made({ content: none, detached: true, signingTime: time })).toThrow(refused('missing-field'))
  })
})
