import { readFileSync } from 'node:fs'
import pkcs11js from 'pkcs11js'
import { describe, expect, it } from 'vitest'
import { CKA_HW_FEATURE_TYPE, CKR } from '../../../src/native/pkcs11/numbers.ts'
import * as skf from '../../../src/native/skf/numbers.ts'

/** The numbers that a header in C defines. */
const headerOf = (name: string): ReadonlyMap<string, number> => {
  const text = readFileSync(`${import.meta.dirname}/../../../drivers/virtual-ukey/${name}`, 'utf8')
  const lines = [...text.matchAll(/^#define (\w+) (0x[0-9A-Fa-f]+|\d+)/gm)]
  return new Map(lines.map(([, word = '', number = '']) => [word, Number(number)]))
}

// A wrong number hides what a vendor's library says: a removed key or a wrong PIN would become an unknown error.
describe('what is said to a library, and what it answers', () => {
  it('has the numbers of GM/T 0016, as the library in C has them', () => {
    const header = headerOf('skf/skf-numbers.h')
    const { SAR } = skf
    expect(Object.entries(SAR)).toEqual(Object.keys(SAR).map((name) => [name, header.get(`SAR_${name}`)]))
    const { SGD_SM4_ECB, SGD_SM4_CBC, ADMIN_TYPE, USER_TYPE, SECURE_USER_ACCOUNT, SECURE_ANYONE_ACCOUNT } =
      skf
    const named = {
      SGD_SM4_ECB,
      SGD_SM4_CBC,
      ADMIN_TYPE,
      USER_TYPE,
      SECURE_USER_ACCOUNT,
      SECURE_ANYONE_ACCOUNT,
    }
    expect(Object.entries(named)).toEqual(Object.keys(named).map((name) => [name, header.get(name)]))
    expect(skf.DEVICE_PRESENT).toBe(header.get('DEV_PRESENT_STATE'))
    expect(skf.SM2_SIGNATURE_NUMBERS).toEqual([header.get('SGD_SM2_1'), header.get('SGD_SM2_2')])
  })

  it('has the numbers of PKCS #11, as others have them', () => {
    const header = headerOf('p11-constants.h')
    const theirs = new Map(Object.entries(pkcs11js))
    for (const [name, number] of Object.entries(CKR)) {
      const known = [header.get(`CKR_${name}`), theirs.get(`CKR_${name}`)].filter((one) => one !== undefined)
      expect([name, ...new Set(known)]).toEqual([name, number])
    }
    expect(CKA_HW_FEATURE_TYPE).toBe(header.get('CKA_HW_FEATURE_TYPE'))
  })
})
