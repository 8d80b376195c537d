import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDossierBook } from '../../../../src/main/identity/dossier-book.ts'
import type { SystemKeyStore } from '../../../../src/main/shell/shell.ts'
import { emptyDossierForm } from '../../../../src/shared/identity/form.ts'
import { openSmallDisk, whyNoSmallDisk } from '../../../fault/disk/small-disk.ts'

/** Named after safeStorage: it opens only what it sealed itself, and shows nothing of it. */
const safeStorage = (key = 0x5a): SystemKeyStore => ({
  seal: (text) => Buffer.from(text).map((byte) => byte ^ key),
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ key)).toString(),
})

const dossier = {
  issuerId: 'demo',
  key: 'dossier-1',
  secret: 'secret-of-the-dossier',
  number: 'SF-1',
  purpose: 'completion',
  kind: 'person',
  owner: 'chenxi2016',
  form: { ...emptyDossierForm, phone: '13911110021', person: { ...emptyDossierForm.person, name: '陈曦' } },
  moment: 'contact',
  savedAt: '2026-11-20T02:20:00.000Z',
  done: false,
  pages: { 'handler-proof': 2 },
} as const

const bookIn = (folder: string, keyStore: () => SystemKeyStore | null, damaged?: (file: string) => void) =>
  createDossierBook({
    ...{ path: join(folder, 'dossiers.json'), keyStore, changed: () => {} },
    ...(damaged ? { damaged } : {}),
  })
const why = whyNoSmallDisk()
if (why !== null) console.log(`skipped: a full disk: ${why}`)
const fresh = () => mkdtempSync(join(tmpdir(), 'dossiers-'))

describe('what was typed into 信息补录', () => {
  it('is there again after a kill, sealed by the system', () => {
    const folder = fresh()
    const store = safeStorage()
    bookIn(folder, () => store).put(dossier)
    const text = readFileSync(join(folder, 'dossiers.json'), 'utf8')
    for (const clear of ['陈曦', '13911110021', 'secret-of', 'chenxi2016']) expect(text).not.toContain(clear)
    expect(bookIn(folder, () => store).find('dossier-1')).toEqual(dossier)
  })

  it('is never on disk where the system has no key store', () => {
    const folder = fresh()
    const book = bookIn(folder, () => null)
    book.put(dossier)
    expect(book.find('dossier-1')).toEqual(dossier)
    expect(book.mentions()).toMatchObject([{ key: 'dossier-1', keeps: false }])
    expect(readdirSync(folder)).toEqual([])
  })

  it('is not overwritten while the key store is closed', () => {
    const folder = fresh()
    const store = safeStorage()
    bookIn(folder, () => store).put(dossier)
    let opened: SystemKeyStore | null = null
    const book = bookIn(folder, () => opened)
    book.put({ ...dossier, key: 'dossier-2' })
    opened = store
    book.put({ ...dossier, key: 'dossier-3' })
    expect(
      bookIn(folder, () => store)
        .mentions()
        .map(({ key }) => key),
    ).toEqual(['dossier-3', 'dossier-2', 'dossier-1'])
  })

  it('is set aside, and the person is told, if another machine sealed it or the file is damaged', () => {
    for (const content of [null, '{"format":1,"sealed":"AAAA"}', 'half a li']) {
      const folder = fresh()
      if (content === null) bookIn(folder, () => safeStorage(0x33)).put(dossier)
      else writeFileSync(join(folder, 'dossiers.json'), content)
      const told: string[] = []
      expect(
        bookIn(
          folder,
          () => safeStorage(),
          (file) => told.push(file),
        ).mentions(),
      ).toEqual([])
      expect(told).toHaveLength(1)
      expect(existsSync(join(folder, told[0] ?? ''))).toBe(true)
    }
  })

  it.skipIf(why !== null)(
    'is said to be in this process alone on a full disk, and is kept once there is room',
    () => {
      const disk = openSmallDisk()
      const store = safeStorage()
      const book = bookIn(disk.folder, () => store)
      disk.fill({ of: 'files', count: 0 })
      book.put(dossier)
      expect(book.mentions()).toMatchObject([{ key: 'dossier-1', keeps: false }])
      disk.giveBack()
      book.put(dossier)
      expect(book.mentions()).toMatchObject([{ key: 'dossier-1', keeps: true }])
      expect(bookIn(disk.folder, () => store).find('dossier-1')).toEqual(dossier)
      disk.close()
    },
  )

  it('goes when it is given up', () => {
    const folder = fresh()
    const store = safeStorage()
    const book = bookIn(folder, () => store)
    book.put(dossier)
    book.remove('dossier-1')
    expect(bookIn(folder, () => store).mentions()).toEqual([])
  })
})
