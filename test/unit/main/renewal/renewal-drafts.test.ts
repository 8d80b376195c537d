import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRenewalDrafts } from '../../../../src/main/renewal/renewal-drafts.ts'
import { emptyForm } from '../../../../src/shared/renewal/form.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renewals-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const number = '11010519880412004X'
const which = { issuerId: 'demo', serial: '0123456789ABCDEF' }
const at = () => join(folder, 'renewals.json')
const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
const keyStore = {
  seal: (text: string) => turned(new TextEncoder().encode(text)),
  open: (sealed: Uint8Array) => new TextDecoder().decode(turned(sealed)),
}
const drafts = () =>
  createRenewalDrafts({
    ...{ path: at(), clock: () => new Date('2026-11-20T02:20:00Z'), keyStore: () => keyStore },
    changed: () => undefined,
  })
const save = () =>
  drafts().save({
    ...{ ...which, holder: '甲', moment: 'people' },
    form: { ...emptyForm, handler: { ...emptyForm.handler, idNumber: number } },
  })
const content = () => JSON.parse(readFileSync(at(), 'utf8'))

it('of an identity number nothing is on disk but what the key store sealed', () => {
  save()
  expect(Object.keys(content().drafts[0].number)).toEqual(['bytes'])
  expect(readFileSync(at(), 'utf8')).not.toMatch(/110\*+|1101/)
  expect(drafts().view(which)).toMatchObject({ keptIdNumber: '110***********004X' })
})

it('a file of an earlier version, which kept the mask too, is read, and loses it at the next change', () => {
  save()
  const { drafts: kept, ...file } = content()
  const [draft] = kept
  const before = { ...draft, number: { ...draft.number, masked: '110***********004X' } }
  writeFileSync(at(), JSON.stringify({ ...file, drafts: [before] }))
  const again = drafts()
  expect(again.whole(which)?.handler.idNumber).toBe(number)
  again.save({ ...which, holder: '甲', moment: 'confirm', form: again.view(which).form })
  expect(readFileSync(at(), 'utf8')).not.toContain('masked')
  expect(drafts().whole(which)?.handler.idNumber).toBe(number)
})
