import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { namedFile, trustFrom, UnusableFile } from '../../../../src/main/documents/trust-files.ts'
import { freshRoot, listOf } from '../../pki/authority.ts'

const folder = mkdtempSync(join(tmpdir(), 'trust-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`

const [one, two, three] = [freshRoot({ name: '一' }), freshRoot({ name: '二' }), freshRoot({ name: '三' })]
const raw = ({ certificate }: typeof one): Uint8Array => certificate.raw
const crl = listOf(one, [], [])
const now = new Date('2026-11-20')
const nothing = { roots: [], certificates: [], crls: [] }
const relied = { roots: [one.certificate], certificates: [two.certificate] }
const names = (all: readonly (typeof one)['certificate'][]) => all.map(({ subject }) => subject.cn)

describe('what may be relied on', () => {
  it('is what is relied on anyway, if no file is named', async () => {
    expect(await trustFrom(nothing, relied, now)).toEqual({ ...relied, crls: [], now })
  })

  it('is also what each file holds, in its own place', async () => {
    const roots = [put('root.der', raw(two)), put('root.pem', pem('CERTIFICATE', raw(three)))]
    const certificates = [
      put('both.pem', `text\n${pem('CERTIFICATE', raw(three))}${pem('CERTIFICATE', raw(one))}`),
    ]
    const trust = await trustFrom(
      { roots, certificates, crls: [put('a.crl', crl), put('b.crl', pem('X509 CRL', crl))] },
      ...([relied, now] as const),
    )
    expect([names(trust.roots), names(trust.certificates)]).toEqual([
      ['一', '二', '三'],
      ['二', '三', '一'],
    ])
    expect([trust.crls.map(({ raw }) => raw.length), trust.now]).toEqual([[crl.length, crl.length], now])
  })

  it('may be in base64 alone', async () => {
    const roots = [put('bare', Buffer.from(raw(two)).toString('base64'))]
    expect(names((await trustFrom({ ...nothing, roots }, relied, now)).roots)).toEqual(['一', '二'])
  })

  it.each([
    ['roots', 'no certificate', 'x'],
    ['certificates', 'a cut certificate', raw(one).subarray(0, 100)],
    ['crls', 'a certificate', raw(one)],
    ['roots', 'a cut PEM', pem('CERTIFICATE', raw(one)).slice(0, 60)],
  ] as const)('in %s is not %s', async (place, what, content) => {
    const path = put(`unusable ${what}`, content)
    const refused = trustFrom({ ...nothing, [place]: [path] }, relied, now)
    await expect(refused).rejects.toMatchObject({ name: 'UnusableFile', path, message: path })
  })

  it.each(['absent', 'folder'])('is in no %s', async (name) => {
    if (name === 'folder') mkdirSync(join(folder, name))
    const path = join(folder, name)
    await expect(trustFrom({ ...nothing, crls: [path] }, relied, now)).rejects.toThrow(UnusableFile)
  })
})

describe('a file that is named', () => {
  it('is read whole', async () => {
    expect(Buffer.from(await namedFile(put('a.txt', '内容'))).toString()).toBe('内容')
  })

  it('is not larger than 256 MB', async () => {
    const path = put('large', '')
    truncateSync(path, 256 * 1024 * 1024 + 1)
    await expect(namedFile(path)).rejects.toMatchObject({ name: 'UnusableFile', path })
  })
})
