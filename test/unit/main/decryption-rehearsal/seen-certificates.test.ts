import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { certificateRecipient } from '../../../../src/main/decryption-rehearsal/recipient-views.ts'
import { createSeenCertificates } from '../../../../src/main/decryption-rehearsal/seen-certificates.ts'
import type { PresentToken } from '../../../../src/native/index.ts'
import { type Certificate, type Party, parseCertificate } from '../../../../src/pki/index.ts'
import { dualCertificates } from '../dual-certificates.ts'

const day = 86_400_000
const from = new Date('2026-11-20T04:00:00Z')
const pair = dualCertificates(from, new Date(from.getTime() + 365 * day))
const certificates = pair.map(({ der }) => parseCertificate(der))
const encryption = certificates.find(({ use }) => use === 'encryption')
if (!encryption) throw new Error('no encryption certificate')

/** Only what the memory reads of a token. */
const tokenWith = (id: string, label: string, ders: readonly Uint8Array[]): PresentToken =>
  ({
    facts: { id, kind: 'ukey', label, vendor: '明华' },
    certificates: ders.map((der) => ({ der, keyId: '1', objectId: '1', label: '' })),
    keys: [],
  }) as unknown as PresentToken

const named = ({ issuer, serialHex }: Certificate): Party => ({
  by: 'issuer-and-serial',
  issuer,
  serialHex,
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seen-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('encryption certificates that were here once', () => {
  const said: string[] = []
  const opened = (now = from, path = join(folder, 'seen.json')) =>
    createSeenCertificates({ path, clock: () => now, log: (line) => said.push(line) })
  const token = tokenWith(
    'ukey-1',
    '办公室\u202e',
    pair.map(({ der }) => der),
  )

  it('are remembered over a restart by either name, with token and day, and signing certificates are not', () => {
    opened().note([token])
    const later = opened(new Date(from.getTime() + 40 * day))
    expect(later.find(named(encryption))).toMatchObject({
      ...{ tokenId: 'ukey-1', tokenName: '办公室⟨U+202E⟩', tokenKind: 'ukey', day: '2026-11-20' },
      holder: '龘㐂知识产权代理有限公司',
    })
    const { subjectKeyId } = encryption
    if (!subjectKeyId) throw new Error('no key identifier')
    expect(later.find({ by: 'subject-key-id', subjectKeyId })?.tokenId).toBe('ukey-1')
    for (const one of certificates.filter((other) => other !== encryption))
      expect(later.find(named(one))).toBe(null)
  })

  it('are found on the token that had them last', () => {
    opened().note([token])
    const later = opened(new Date(from.getTime() + 2 * day))
    later.note([tokenWith('ukey-2', '新的', [encryption.raw])])
    expect(later.find(named(encryption))?.tokenId).toBe('ukey-2')
  })

  it('are said to be removed if their token is here without them', () => {
    const seen = opened()
    seen.note([token])
    const tokens = [tokenWith('ukey-1', '办公室', [])]
    const nickname = () => '财务室的'
    expect(certificateRecipient(encryption, { tokens, seen, nickname }).place).toEqual({
      ...{ is: 'removed', tokenId: 'ukey-1' },
    })
    expect(certificateRecipient(encryption, { tokens: [], seen, nickname }).place).toMatchObject({
      is: 'seen',
    })
  })

  it('keep nobody from working if their file is damaged or cannot be written', () => {
    const path = join(folder, 'damaged.json')
    writeFileSync(path, '{"format":1,"seen":[{"der"')
    expect(opened(from, path).find(named(encryption))).toBe(null)
    const nowhere = opened(from, join(folder, 'no', 'such', 'folder.json'))
    nowhere.note([token])
    expect(said.at(-1)).toContain('were not noted')
    expect(nowhere.find(named(encryption))?.tokenId).toBe('ukey-1')
  })
})
