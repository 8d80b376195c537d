import { describe, expect, it } from 'vitest'
import type { KeptDossier } from '../../../../src/main/identity/dossier-file.ts'
import { answerAbout, firstForm, viewOf } from '../../../../src/main/identity/dossier-view.ts'
import { emptyDossierForm } from '../../../../src/shared/identity/form.ts'
import type { RaDossier } from '../../../../src/shared/ra-contract/index.ts'

const at = '2026-03-01T08:00:00.000Z'
const dossier: RaDossier = {
  ...{ id: 'd1', number: 'N1', purpose: 'registration', kind: 'entity', state: 'open', missing: ['uploads'] },
  ...{ name: '某**', maskedNumber: '91**', phone: '138****0000', email: 'a***@b', handler: null },
  uploads: [
    { uploadId: 'u1', purpose: 'subject-proof', fileName: 'a.pdf', size: 5 },
    { uploadId: 'u2', purpose: 'handler-proof', fileName: 'b.pdf', size: 6 },
  ],
  ...{ prefill: null, review: null, openedAt: at, expiresAt: at, account: null, organisationCode: '1234' },
}
const kept: KeptDossier = {
  ...{ issuerId: 'i', key: 'd1', secret: 's', number: 'N1', purpose: dossier.purpose, kind: 'entity' },
  ...{ owner: null, form: emptyDossierForm, moment: 'entity', savedAt: at, done: false },
  pages: { 'subject-proof': 3 },
}

describe('what an authority says about a dossier', () => {
  it('is taken for the one that was asked about', () => {
    const answer = { dossier }
    expect(answerAbout(kept, answer)).toBe(answer)
  })

  it.each([
    ['of another id', { id: 'd2' }],
    ['for another purpose', { purpose: 'appeal' }],
    ['of another kind', { kind: 'person' }],
  ] as const)('is refused if it is about one %s', (_, change) => {
    expect(() => answerAbout(kept, { dossier: { ...dossier, ...change } as RaDossier })).toThrow(
      expect.objectContaining({ code: 'authority-answer-unreadable' }),
    )
  })

  it('is shown with the pages that were counted here, and without what is not for the page', () => {
    const { standing, ...own } = viewOf(dossier, kept)
    expect(own).toEqual({
      ...{ key: 'd1', purpose: kept.purpose, kind: 'entity', owner: null },
      ...{ form: emptyDossierForm, moment: kept.moment },
    })
    expect(standing).toEqual({
      ...{ number: 'N1', state: 'open', missing: ['uploads'], phone: '138****0000', email: 'a***@b' },
      ...{ handler: null, review: null, expiresAt: at, organisationCode: '1234' },
      uploads: [
        { purpose: 'subject-proof', fileName: 'a.pdf', size: 5, pages: 3 },
        { purpose: 'handler-proof', fileName: 'b.pdf', size: 6, pages: null },
      ],
    })
  })
})

describe('the form of a dossier begins', () => {
  const prefill = { name: '甲', number: '9133', phone: '138', email: 'a@b' }

  it('empty if nothing is known', () => {
    expect(firstForm(dossier)).toEqual(emptyDossierForm)
  })

  it('with what the old account of an entity knew', () => {
    const { entity } = emptyDossierForm
    expect(firstForm({ ...dossier, prefill })).toEqual({
      ...{ ...emptyDossierForm, phone: '138', email: 'a@b' },
      entity: { ...entity, name: '甲', creditCode: '9133' },
    })
  })

  it('with what the old account of a person knew', () => {
    const { person } = emptyDossierForm
    expect(firstForm({ ...dossier, kind: 'person', prefill })).toEqual({
      ...{ ...emptyDossierForm, phone: '138', email: 'a@b' },
      person: { ...person, name: '甲', document: { ...person.document, number: '9133' } },
    })
  })

  it('with empty fields for what is not known, and with no more than a field takes', () => {
    const long = { name: 'x'.repeat(301), number: null, phone: null, email: 'y'.repeat(300) }
    const form = firstForm({ ...dossier, prefill: long })
    expect([form.entity.name.length, form.email.length]).toEqual([300, 300])
    expect([form.entity.creditCode, form.phone]).toEqual(['', ''])
  })
})
