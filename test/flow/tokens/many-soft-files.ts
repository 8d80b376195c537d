import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createChainCache } from '../../../src/main/issuers/chain-cache.ts'
import { newSoftFile } from '../../../src/native/soft/new-soft-file.ts'
import { encodeSoftFile } from '../../../src/native/soft/soft-file.ts'
import { SoftVault } from '../../../src/native/soft/soft-vault.ts'
import { generateSm2KeyPair, toBase64 } from '../../../src/pki/index.ts'
import { Pin } from '../../../src/shared/pin/pin.ts'
import { newAuthority, type TestAuthority } from './many-certificates.ts'

export const softPin = '135246'
/** A PIN costs next to nothing: what is measured is what comes on top of its derivation. */
export const cheap = { N: 1024, r: 8, p: 1 }

export const serialOf = (number: number): string => number.toString(16).toUpperCase().padStart(16, '0')

const halves = ['signing', 'encryption'] as const

const softFile = async (number: number, { issue }: TestAuthority) => {
  const serial = serialOf(number)
  const holder = `测试知识产权代理有限公司${number}`
  const vault = SoftVault.empty(serial)
  const made = halves.map((use) => {
    const { privateKey, publicKey } = generateSm2KeyPair()
    const keyId = `${serial.toLowerCase()}${use}`
    vault.keep(keyId, privateKey)
    const der = issue(use, holder, publicKey, 60 + (number % 300))
    return { keyId, label: use, publicKey: toBase64(publicKey), der: toBase64(der) }
  })
  const file = await newSoftFile(serial, { label: holder, pin: new Pin(softPin) }, vault, cheap, null)
  vault.close()
  return {
    ...file,
    keys: made.map(({ keyId, label, publicKey }) => ({ keyId, label, type: 'sm2' as const, publicKey })),
    certificates: made.map(({ keyId, label, der }) => ({ keyId, label, der })),
  }
}

/**
 * Lays soft certificates into a data folder as the application would have left them there, all issued by an authority
 * that the demonstration is known by.
 */
export const laySoftCertificates = async (home: string, count: number): Promise<void> => {
  const authority = newAuthority()
  const addresses = { crlUrl: '', ocspUrl: '' }
  createChainCache(join(home, 'authorities')).write('demo', {
    certificates: [toBase64(authority.certificate)],
    ...addresses,
  })
  const folder = join(home, 'soft')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (let number = 1; number <= count; number += 1) {
    const file = await softFile(number, authority)
    writeFileSync(join(folder, `${file.serial}.soft.json`), encodeSoftFile(file), { mode: 0o600 })
  }
}
