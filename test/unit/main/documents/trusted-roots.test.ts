import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createTrustedRoots } from '../../../../src/main/documents/trusted-roots.ts'
import { toPem } from '../../../../src/pki/index.ts'
import { freshRoot } from '../../pki/authority.ts'

const home = mkdtempSync(join(tmpdir(), 'roots-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const file = join(home, 'trusted-roots.json')
const open = () =>
  createTrustedRoots({
    home,
    issuers: { known: () => ({ root: null, certificates: [] }) } as never,
    issuerSet: { issuers: [] },
  })
const imported = (roots: ReturnType<typeof open>) =>
  roots.all().filter(({ source }) => source === 'imported').length

it('trusts two hundred roots of a person and refuses the next, which leaves all as it was', () => {
  const all = Array.from({ length: 201 }, (_, n) => freshRoot({ name: `根 ${n}` }).certificate.raw)
  const pem = (from: number, to: number) =>
    Buffer.from(
      all
        .slice(from, to)
        .map((raw) => toPem('CERTIFICATE', raw))
        .join(''),
    )
  const certificates = all.slice(0, 198).map((raw) => Buffer.from(raw).toString('base64'))
  writeFileSync(file, JSON.stringify({ format: 1, certificates }))
  const roots = open()
  expect(imported(roots)).toBe(198)
  expect(() => roots.add(pem(198, 201))).toThrow(expect.objectContaining({ code: 'roots-too-many' }))
  expect([imported(roots), imported(open())]).toEqual([198, 198])
  roots.add(pem(198, 200))
  const before = readFileSync(file, 'utf8')
  expect(() => roots.add(pem(200, 201))).toThrow(expect.objectContaining({ code: 'roots-too-many' }))
  // What is trusted already takes no place.
  roots.add(pem(199, 200))
  expect([imported(roots), imported(open()), readFileSync(file, 'utf8')]).toEqual([200, 200, before])
})

it('lets a person take away a root that was imported, for good, and no other', () => {
  writeFileSync(file, JSON.stringify({ format: 1, certificates: [] }))
  const roots = open()
  const [one, other] = ['甲', '乙'].map((name) => freshRoot({ name }).certificate.raw)
  if (one === undefined || other === undefined) throw new Error('no roots')
  const added = roots.add(Buffer.from(toPem('CERTIFICATE', one) + toPem('CERTIFICATE', other)))
  const before = readFileSync(file, 'utf8')
  expect(() => roots.remove('unknown')).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(readFileSync(file, 'utf8')).toBe(before)
  const [first, second] = added.filter(({ source }) => source === 'imported')
  const left = roots.remove(first?.id ?? '')
  expect(left.map(({ id }) => id)).toEqual(added.map(({ id }) => id).filter((id) => id !== first?.id))
  expect([imported(roots), imported(open())]).toEqual([1, 1])
  expect(roots.trust().roots.some(({ raw }) => Buffer.from(raw).equals(one))).toBe(false)
  expect(roots.trust().roots.some(({ raw }) => Buffer.from(raw).equals(other))).toBe(true)
  roots.remove(second?.id ?? '')
  expect(imported(open())).toBe(0)
})
