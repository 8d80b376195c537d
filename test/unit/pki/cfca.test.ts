import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { CFCA_ESCROWED_KEY, CFCA_KEY_FILE, CFCA_TEMPORARY_KEY } from './samples.ts'

describe('a .sm2 file of CFCA', () => {
  it('opens with its password: certificate and key', () => {
    const { keyPair, certificate } = pki.openCfcaKeyFile(CFCA_KEY_FILE, '123456')
    expect(pki.toHex(keyPair.privateKey)).toBe(
      'd3f24d61bb2816882b8474b778dd7c3166d665f9455dc9d551c989c161e76ab0',
    )
    expect(certificate.issuer.text).toContain('CN=CFCA TEST SM2 OCA1')
  })

  it('is refused with another password', () => {
    expect(() => pki.openCfcaKeyFile(CFCA_KEY_FILE, '1234567')).toThrow(pki.PkiError)
  })
})

describe('an encryption key that CFCA returns', () => {
  const temporary = pki.fromHex(CFCA_TEMPORARY_KEY)

  it('opens with the temporary key of the request', () => {
    const { privateKey } = pki.openCfcaEscrowedKey(temporary, CFCA_ESCROWED_KEY)
    expect(pki.toHex(privateKey)).toBe('f6e02c941a0dfdac58d8b3b1bc1bd136f179741b7465ebc7b0b25bb381840a3b')
  })

  it('is refused with another key', () => {
    const other = pki.generateSm2KeyPair().privateKey
    expect(() => pki.openCfcaEscrowedKey(other, CFCA_ESCROWED_KEY)).toThrow(pki.PkiError)
  })
})
