import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'

const root = freshRoot()
const leaf = freshParty(root, { profile: 'signing' })
const id = pki.certIdOf(leaf.certificate, root.certificate)
const moment = new Date('2026-11-20T01:02:03Z')
const later = new Date('2026-11-21T01:02:03Z')

describe('a response that is built here', () => {
  const answer = (status: pki.OcspStatus): pki.OcspAnswer => ({
    id,
    status,
    thisUpdate: moment,
    nextUpdate: later,
  })
  const spec: pki.OcspResponseSpec = {
    responder: root.certificate.subject.raw,
    producedAt: moment,
    answers: [],
    nonce: null,
  }
  const built = (change: Partial<pki.OcspResponseSpec>) => {
    const found = pki.parseOcspResponse(pki.buildOcspResponse({ ...spec, ...change }, root.sign))
    return found.outcome === 'answered' ? found.basic : expect.unreachable('no answer')
  }

  it('says what it was told to say', () => {
    const answers = [
      answer({ status: 'good' }),
      { ...answer({ status: 'unknown' }), nextUpdate: null },
      answer({ status: 'revoked', revokedAt: later, reason: 'aACompromise' }),
    ]
    const nonce = der.octets(Uint8Array.of(4, 5))
    const basic = built({ answers, nonce, certificates: [leaf.certificate.raw] })
    expect(basic).toMatchObject({ producedAt: moment, answers, nonce })
    expect(basic.certificates.map(({ raw }) => raw)).toEqual([leaf.certificate.raw])
    expect(basic.signatureAlgorithm.oid).toBe(pki.OID.sm2WithSm3)
    expect(pki.sm2Verify(root.keys.publicKey, basic.tbs, basic.signature)).toBe(true)
    expect(Buffer.from(basic.tbs).includes(Buffer.from(der.explicit(1, spec.responder)))).toBe(true)
  })

  it('has no extensions and no certificates where there are none', () => {
    const { tbs, nonce, certificates } = built({})
    expect([nonce, certificates]).toEqual([null, []])
    expect(tbs).toEqual(
      der.sequence(der.explicit(1, spec.responder), der.generalizedTime(moment), der.sequence()),
    )
  })
})
