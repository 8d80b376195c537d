import { describe, expect, it } from 'vitest'
import { nothing } from '../../../../src/pki/cms/frame.ts'
import { withSigners } from '../../../../src/pki/cms/one-more-signer.ts'
import { encodeAttributes, encodeSigner } from '../../../../src/pki/cms/signer.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { refused } from '../refusal.ts'

const { OID } = pki
const root = freshRoot()
const [first, second] = [freshParty(root, { profile: 'signing' }), freshParty(root, { profile: 'signing' })]
const text = new TextEncoder().encode('some content')
const time = new Date('2026-11-20T08:00:00Z')
const algorithm = (oid: string) => der.sequence(der.oid(oid))
const list = der.element(context(1), der.sequence(der.integer(7)))

const infoOf = (party: typeof first, contentType: string) => {
  const attributes = encodeAttributes(contentType, pki.sm3(text), time)
  return encodeSigner(party.certificate, attributes, party.sign(attributes))
}
const signersOf = (party: typeof first, contentType: string = OID.gmData): pki.Signers => ({
  certificates: [party.certificate, root.certificate],
  infos: [infoOf(party, contentType)],
})

type Plan = {
  readonly type?: string
  readonly data?: string
  readonly version?: number
  readonly algorithms?: readonly string[]
  readonly lists?: readonly Uint8Array[]
  readonly infos?: readonly Uint8Array[]
  readonly detached?: boolean
}
function signed({
  type = OID.gmSignedData,
  data = OID.gmData,
  algorithms = [OID.sm3],
  lists = [],
  ...plan
}: Plan = {}): Uint8Array {
  const inner = plan.detached === true ? [] : [der.explicit(0, der.octets(text))]
  const body = der.sequence(
    der.integer(plan.version ?? 1),
    der.setOf(...algorithms.map(algorithm)),
    der.sequence(der.oid(data), ...inner),
    der.element(context(0), first.certificate.raw, root.certificate.raw),
    ...lists,
    der.element(TAG.set, ...(plan.infos ?? [infoOf(first, data)])),
  )
  return der.sequence(der.oid(type), der.explicit(0, body))
}

function more(before: Uint8Array, signers: pki.Signers): Uint8Array {
  const head = pki.readSignedHead(before)
  const length = head.content === null ? null : text.length
  const tail = before.subarray(head.content === null ? head.offset : head.content.offset + text.length)
  const frame = withSigners(head, tail, length, signers)
  return pki.concat(frame.head, length === null ? nothing.head : text, frame.tail)
}
const verdicts = (bytes: Uint8Array, content: Uint8Array | null = null) => {
  const message = pki.parseSignedMessage(bytes)
  const found = pki.verifySignedMessage(message, content === null ? {} : { content: { content } })
  return found.map(({ problem, certificate }) => [certificate?.serialHex, problem]).sort()
}
const both = [first, second].map(({ certificate }) => [certificate.serialHex, null]).sort()

describe('a message with one more signer', () => {
  it('has both signatures over the same content', () => {
    const bytes = more(signed(), signersOf(second))
    expect(verdicts(bytes)).toEqual(both)
    expect(pki.parseSignedMessage(bytes).content).toEqual(text)
    expect(pki.readSignedHead(bytes).whole).toBe(bytes.length)
  })

  it('stays without content if it was', () => {
    const bytes = more(signed({ detached: true }), signersOf(second))
    expect(pki.parseSignedMessage(bytes).content).toBeNull()
    expect(verdicts(bytes, text)).toEqual(both)
  })

  it('keeps its number, its type of content, its version and its lists', () => {
    const plan = { type: OID.signedData, data: OID.data, version: 3, lists: [list] }
    const bytes = more(signed(plan), signersOf(second, OID.data))
    expect(pki.readSignedHead(bytes)).toMatchObject({
      type: OID.signedData,
      contentType: OID.data,
      version: 3,
    })
    expect(pki.parseSignedMessage(bytes).crls).toEqual([der.sequence(der.integer(7))])
    expect(verdicts(bytes)).toEqual(both)
  })

  it('has each certificate and each algorithm once', () => {
    const bytes = more(signed(), signersOf(second))
    const serials = pki.parseSignedMessage(bytes).certificates.map(({ serialHex }) => serialHex)
    const expected = [first, second, root].map(({ certificate }) => certificate.serialHex)
    expect([...serials].sort()).toEqual([...expected].sort())
    expect(pki.readSignedHead(bytes).digestAlgorithms).toEqual([algorithm(OID.sm3)])
    const mixed = pki.readSignedHead(more(signed({ algorithms: [OID.sha256] }), signersOf(second)))
    expect(mixed.digestAlgorithms).toHaveLength(2)
    expect(mixed.digestAlgorithms).toEqual(expect.arrayContaining([OID.sm3, OID.sha256].map(algorithm)))
  })

  it('has its certificates and signers in the order of DER', () => {
    const bytes = more(signed(), signersOf(second))
    const head = pki.readSignedHead(bytes)
    const tail = bytes.subarray((head.content?.offset ?? 0) + text.length)
    const certificates = [first, second, root].map(({ certificate }) => certificate.raw)
    const infos = [infoOf(first, OID.gmData), infoOf(second, OID.gmData)]
    expect(tail.subarray(0, 3)).toEqual(der.element(context(0), ...certificates).subarray(0, 3))
    const read = pki.parseSignedMessage(bytes)
    expect(read.certificates.map(({ raw }) => raw)).toEqual(der.sorted(certificates))
    expect(read.signers).toHaveLength(infos.length)
  })

  it('has 32 signers at most', () => {
    const many = (count: number) =>
      signed({ infos: Array<Uint8Array>(count).fill(infoOf(first, OID.gmData)) })
    expect(verdicts(more(many(31), signersOf(second)))).toHaveLength(32)
    expect(() => more(many(32), signersOf(second))).toThrow(refused('too-large'))
    expect(() => more(many(33), { certificates: [], infos: [] })).toThrow(refused('too-large'))
  })
})
