import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { encodeExtensions } from '../../../../src/pki/x509/build.ts'
import { encodeCertId } from '../../../../src/pki/x509/ocsp-id.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { refused } from '../refusal.ts'

const root = freshRoot()
const leaf = freshParty(root, { profile: 'signing' }).certificate
const id = pki.certIdOf(leaf, root.certificate)
const one = der.sequence(encodeCertId(id))
const nonce: pki.Extension = { oid: pki.OID.ocspNonce, critical: false, value: der.octets(Uint8Array.of(7)) }
const request = (...parts: readonly Uint8Array[]) => der.sequence(der.sequence(...parts))

describe('an OCSP request', () => {
  it('that is built here asks about one certificate with a nonce', () => {
    const built = pki.buildOcspRequest(leaf, root.certificate, Uint8Array.of(1, 2))
    expect(pki.parseOcspRequest(built)).toEqual({ ids: [id], nonce: der.octets(Uint8Array.of(1, 2)) })
  })

  it('may ask about several, and without a nonce', () => {
    const other = pki.certIdOf(root.certificate, root.certificate)
    const two = der.sequence(one, der.sequence(encodeCertId(other)))
    expect(pki.parseOcspRequest(request(two))).toEqual({ ids: [id, other], nonce: null })
  })

  it('may have its version, its sender, extensions and a signature', () => {
    const [version, sender] = [der.explicit(0, der.integer(0)), der.explicit(1, der.nothing())]
    const asked = der.sequence(encodeCertId(id), der.explicit(0, encodeExtensions([nonce])))
    const extensions = der.explicit(2, encodeExtensions([{ ...nonce, oid: '1.2.3' }, nonce]))
    const tbs = der.sequence(version, sender, der.sequence(asked), extensions)
    const signed = der.sequence(tbs, der.explicit(0, der.sequence()))
    expect(pki.parseOcspRequest(signed)).toEqual({ ids: [id], nonce: nonce.value })
  })

  it.each<readonly [string, Uint8Array, pki.PkiReason]>([
    ['another version', request(der.explicit(0, der.integer(1)), der.sequence(one)), 'unsupported-version'],
    ['no question', request(der.sequence()), 'missing-field'],
    ['more inside', request(der.sequence(one), der.nothing()), 'trailing-bytes'],
    ['more behind it', der.sequence(der.sequence(der.sequence(one)), der.nothing()), 'trailing-bytes'],
    [
      'more behind a question',
      request(der.sequence(der.sequence(encodeCertId(id), der.nothing()))),
      'trailing-bytes',
    ],
  ])('is refused with %s', (_what, bytes, reason) => {
    expect(() => pki.parseOcspRequest(bytes)).toThrow(refused(reason))
  })

  it('has 64 kilobytes, not more', () => {
    const sized = (length: number) => request(der.explicit(1, new Uint8Array(length)), der.sequence(one))
    const room = 64 * 1024 - sized(60_000).length
    expect(pki.parseOcspRequest(sized(60_000 + room)).ids).toHaveLength(1)
    expect(() => pki.parseOcspRequest(sized(60_001 + room))).toThrow(refused('too-large'))
  })
})
