import { describe, expect, it } from 'vitest'
import { der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot, type Party } from './authority.ts'

const root = freshRoot()
const maker = freshParty(root, { profile: 'signing', name: '制章人' })
const user = freshParty(root, { profile: 'signing', name: '用章人' })
const stranger = freshParty(root, { profile: 'signing', name: '旁人' })
const picture = { format: 'PNG', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47), width: 40, height: 40 }
const dates = {
  createdAt: new Date('2026-01-01T00:00:00Z'),
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2028-01-01T00:00:00Z'),
}
const spec: pki.SealSpec = {
  id: '33010000000001',
  vendor: 'EXAMPLE',
  type: 'organisation',
  name: '某公司公章',
  picture,
  ...dates,
  signers: [user.certificate.raw],
}
const NOW = new Date('2026-11-20T00:00:00Z')

function made(change: Partial<pki.SealSpec> = {}, by: Party = maker): pki.ElectronicSeal {
  const info = pki.sealToSign({ ...spec, ...change })
  return pki.parseSeal(pki.finishSeal(info, maker.certificate.raw, by.sign(info)))
}

describe('a seal of GB/T 38540-2020', () => {
  const seal = made()

  it('is read with its facts and picture', () => {
    expect(seal).toMatchObject({
      standard: 'GB/T 38540-2020',
      id: spec.id,
      vendor: 'EXAMPLE',
      name: '某公司公章',
    })
    expect(seal).toMatchObject({ type: 'organisation', picture, ...dates })
    expect(seal.maker.raw).toEqual(maker.certificate.raw)
  })

  it('may be used by the certificate that it names while the seal is valid', () => {
    expect(pki.verifySeal(seal)).toBe(true)
    expect(pki.sealProblems(seal, user.certificate, NOW)).toEqual([])
  })

  it.each([
    ['another certificate', stranger, NOW, ['other-certificate']],
    ['a day before it is valid', user, new Date('2025-12-31'), ['not-yet-valid']],
    ['a day after it is valid', user, new Date('2028-01-02'), ['expired']],
  ])('may not be used by or on %s', (_, party, at, problems) => {
    expect(pki.sealProblems(seal, party.certificate, at)).toEqual(problems)
  })

  it('for more holders than any seal has is refused before it takes time', () => {
    const many = (count: number) => made({ signers: Array(count).fill(user.certificate.raw) })
    expect(many(256).signers).toMatchObject({ kind: 'certificates' })
    expect(() => many(257)).toThrow(expect.objectContaining({ reason: 'too-large' }))
  })

  it('is not right when somebody else signed it or any part was changed', () => {
    expect(pki.sealProblems(made({}, stranger), user.certificate, NOW)).toEqual(['bad-signature'])
    const other = pki.sealToSign({ ...spec, name: '另一公司公章' })
    expect(pki.verifySeal(pki.parseSeal(pki.finishSeal(other, maker.certificate.raw, seal.signature)))).toBe(
      false,
    )
  })
})

/** The property and the whole info as the standards write them, for the forms that we read but do not write. */
function info(version: number, list: readonly Uint8Array[], utc: boolean): Uint8Array {
  const time = utc ? der.time : der.generalizedTime
  return der.sequence(
    der.sequence(der.ia5('ES'), der.integer(version), der.ia5('EXAMPLE')),
    der.ia5('1'),
    der.sequence(
      der.integer(2),
      der.utf8('张三印'),
      ...list,
      time(dates.createdAt),
      time(dates.validFrom),
      time(dates.validTo),
    ),
    der.sequence(der.ia5('png'), der.octets(picture.bytes), der.integer(20), der.integer(20)),
  )
}
const certificates = der.sequence(der.octets(user.certificate.raw))
const digests = der.sequence(der.sequence(der.printable('SM3'), der.octets(pki.sm3(user.certificate.raw))))

describe('seals of the other standards', () => {
  it('are read and verified in the form of GM/T 0031-2014, whose signature also covers the maker’s certificate', () => {
    const body = info(1, [certificates], true)
    const toSign = der.sequence(body, der.octets(maker.certificate.raw), der.oid(pki.OID.sm2WithSm3))
    const seal = pki.parseSeal(
      der.sequence(
        body,
        der.sequence(
          der.octets(maker.certificate.raw),
          der.oid(pki.OID.sm2WithSm3),
          der.bits(maker.sign(toSign)),
        ),
      ),
    )
    expect(seal).toMatchObject({ standard: 'GM/T 0031-2014', type: 'personal', name: '张三印' })
    expect(pki.sealProblems(seal, user.certificate, NOW)).toEqual([])
  })

  it('are read and verified in the form of GM/T 0031-2025, with a time stamp and a list of digests', () => {
    const body = info(5, [der.integer(2), digests], false)
    const seal = pki.parseSeal(
      der.sequence(
        body,
        der.octets(maker.certificate.raw),
        der.oid(pki.OID.sm2WithSm3),
        der.bits(maker.sign(body)),
        der.explicit(0, der.bits(Uint8Array.of(1))),
      ),
    )
    expect(seal.standard).toBe('GM/T 0031-2025')
    expect(pki.sealAdmits(seal, user.certificate)).toBe(true)
    expect(pki.sealAdmits(seal, stranger.certificate)).toBe(false)
  })

  it.each([
    ['an unknown version', info(9, [der.integer(1), certificates], false)],
    ['an unknown kind of list', info(4, [der.integer(3), certificates], false)],
    ['a certificate list that holds something else', info(4, [der.integer(1), digests], false)],
  ])('are refused with %s', (_, body) => {
    expect(() => pki.parseSeal(pki.finishSeal(body, maker.certificate.raw, maker.sign(body)))).toThrow(
      pki.PkiError,
    )
  })
})
