import { describe, expect, it } from 'vitest'
import { DAY } from '../../../../../src/ra/clock.ts'
import { HELD, HELD_OF_NETWORK } from '../../../../../src/ra/rules/identity/uploads.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'

type Values = Readonly<Record<string, string | number | null>>
const placeOf = (row: Values) => {
  const at = memory()
  at.insert('dossiers', { id: 'd', expires_at: now + 1, ...row })
  return at
}

describe('an upload of a dossier', () => {
  const body = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n'
  const content = Uint8Array.from(Buffer.from(`${body}startxref\n${body.indexOf('xref')}\n%%EOF\n`))
  const upload = {
    id: 'u',
    dossierId: 'd',
    purpose: 'appeal',
    name: 'n',
    size: content.length,
    digest: 'x',
  } as const
  const uploading = { upload, content, network: 'w', now }
  const place = (...before: readonly Values[]) => {
    const at = placeOf({ purpose: 'appeal', kind: 'person' })
    for (const row of before)
      at.insert('dossier_uploads', { dossier_id: 'e', network: 'w', uploaded_at: now - DAY, ...row })
    return at
  }
  const add = (at: ReturnType<typeof place>) =>
    at.store.addDossierUpload(uploading).then(
      () => 'added',
      ({ code }: { code: string }) => code,
    )
  const many = (n: number, row: Values) => Array.from({ length: n }, () => row)

  it('is added, and read until another takes its place', async () => {
    const at = place()
    expect(await add(at)).toBe('added')
    expect(await at.store.dossierUpload('u')).toEqual({ name: 'n', content: content })
    at.insert('dossier_uploads', { id: 'gone', content: null })
    expect([await at.store.dossierUpload('gone'), await at.store.dossierUpload('x')]).toEqual([null, null])
    expect(
      await at.store
        .addDossierUpload({ ...uploading, upload: { ...upload, dossierId: 'x' } })
        .catch(({ code }) => code),
    ).toBe('dossier-unknown')
  })

  it.each<[string, readonly Values[], string]>([
    ['11 in this dossier', many(11, { dossier_id: 'd', network: 'v', uploaded_at: 0 }), 'added'],
    ['12 in this dossier', many(12, { dossier_id: 'd', network: 'v', uploaded_at: 0 }), 'too-many-requests'],
    ['59 of this network', many(59, {}), 'added'],
    ['60 of this network', many(60, {}), 'too-many-requests'],
    ['60 of this network before a day', many(60, { uploaded_at: now - DAY - 1 }), 'added'],
    ['60 of another network', many(60, { network: 'v' }), 'added'],
  ])('comes after %s', async (_, before, outcome) => {
    const at = place(...before.map((row) => ({ ...row, content: null })))
    expect(await add(at)).toBe(outcome)
  })

  const room = HELD_OF_NETWORK - content.length
  it.each<[string, Values, Values, string]>([
    ['just fits', { size: room }, {}, 'added'],
    ['is one byte too many', { size: room + 1 }, {}, 'too-many-requests'],
    [
      'is one byte too many beside expired ones',
      { size: room + 1 },
      { state: 'expired' },
      'too-many-requests',
    ],
    ['fits beside what was handed in', { size: room + 1 }, { state: 'awaiting-review' }, 'added'],
    ['fits beside what has been replaced', { size: room + 1, content: null }, {}, 'added'],
    ['fits beside that of another network', { size: room + 1, network: 'v' }, {}, 'added'],
    ['just fits into all', { size: HELD - content.length, network: 'v' }, {}, 'added'],
    ['does not fit into all', { size: HELD - content.length + 1, network: 'v' }, {}, 'server-busy'],
  ])('%s', async (_, held, dossier, outcome) => {
    const at = place(held)
    at.insert('dossiers', { id: 'e', ...dossier })
    expect(await add(at)).toBe(outcome)
  })

  it('is not the same as another one', async () => {
    const at = placeOf({ kind: 'entity-without-code' })
    at.insert('dossier_uploads', { dossier_id: 'd', purpose: 'handler-proof', digest: 'x' })
    const second = { ...uploading, upload: { ...upload, purpose: 'subject-proof' } as const }
    await expect(at.store.addDossierUpload(second)).rejects.toMatchObject({ code: 'uploads-same' })
  })
})
