import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { isSignedBy, parseCertificate } from '../../../src/pki/x509/index.ts'
import { type CaKeys, openCaKeys } from '../../../src/ra/ca/ca-keys.ts'
import { readCaKeysFile, writeCaKeysFile } from '../../../src/ra/ca/ca-keys-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'ca-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = join(folder, 'ca.json')
const now = Date.UTC(2026, 10, 28)
const open = (at = now, passphrase = 'a passphrase of the test') => openCaKeys(file, passphrase, '示例', at)
const certificates = ({ root, issuing, sealMaker }: CaKeys) =>
  [root, issuing, sealMaker].map(({ der }) => parseCertificate(der))
const keys = open()

it('an authority is in force from its first moment, and nothing of it outlives what signed it', () => {
  const [root, issuing, maker] = certificates(keys)
  if (root === undefined || issuing === undefined || maker === undefined) throw new Error('one is missing')
  for (const { notBefore, notAfter } of [root, issuing, maker])
    expect([notBefore.getTime() <= now, notAfter.getTime() > now]).toEqual([true, true])
  expect(issuing.notAfter <= root.notAfter).toBe(true)
  expect(maker.notAfter).toEqual(issuing.notAfter)
  expect([isSignedBy(root, root), isSignedBy(issuing, root), isSignedBy(maker, issuing)]).toEqual([
    true,
    true,
    true,
  ])
})

it('an authority has the same keys at its next start, and opens for its passphrase alone', () => {
  const again = open(now + 1)
  expect(certificates(again).map(({ raw }) => raw)).toEqual(certificates(keys).map(({ raw }) => raw))
  expect(again.auditLog.publicKey).toEqual(keys.auditLog.publicKey)
  expect(() => open(now, 'another passphrase')).toThrow()
})

it('an authority of a version without seals and audit log gets their keys once, beside its own', () => {
  const { sealMaker: _, auditLog: __, ...older } = readCaKeysFile(file) ?? expect.fail('it is not there')
  writeCaKeysFile(file, older)
  const grown = open(now + 2)
  const [root, issuing, maker] = certificates(grown).map(({ raw }) => raw)
  const [rootBefore, issuingBefore, makerBefore] = certificates(keys).map(({ raw }) => raw)
  expect([root, issuing]).toEqual([rootBefore, issuingBefore])
  expect(maker).not.toEqual(makerBefore)
  expect(certificates(open(now + 3)).map(({ raw }) => raw)).toEqual([root, issuing, maker])
})
