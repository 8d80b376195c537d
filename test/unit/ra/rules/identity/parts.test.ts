import { describe, expect, it } from 'vitest'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import { isCorrectable, numberOf, type Part, putPart } from '../../../../../src/ra/rules/identity/parts.ts'
import { account, attempts, now, outcome, written } from '../samples.ts'
import { entity, person, place, whole } from './given.ts'
import { dossier } from './samples.ts'

const foreign: Dossier = { ...dossier, kind: 'entity-without-code' }
const appeal = { ...dossier, purpose: 'appeal' } as const
const facts = { dossier, byNumber: null, taken: attempts(0) }
const put = (part: Part, other: Partial<Parameters<typeof putPart>[0]> = {}) =>
  putPart({ ...facts, ...other }, { dossierId: 'dossier-1', part, now })
const typed = { ...person, name: ' 王芳 ', document: { ...person.document, number: ' 110105198804120040 ' } }

describe('a part of a dossier', () => {
  it.each<[Dossier, Part, Dossier['given']]>([
    [dossier, { step: 'person', person: typed }, { person }],
    [foreign, { step: 'entity', entity: { ...entity, name: ' 境外公司 ' } }, { entity }],
    [foreign, { step: 'details', place }, { place }],
    [appeal, { step: 'appeal', appeal: whole.appeal.given.appeal }, { appeal: whole.appeal.given.appeal }],
  ])('is kept in plain form, and no longer to be corrected: %#', (one, part, given) => {
    const before: Dossier = { ...one, steps: [part.step, 'phone'], given: { email: 'e' } }
    const after: Dossier = { ...before, steps: ['phone'], given: { email: 'e', ...given } }
    expect(put(part, { dossier: before })).toEqual({
      changes: [{ kind: 'put-dossier', dossier: after }],
      answer: after,
    })
  })

  it('is refused with an unfit name, of a person and of a representative', () => {
    const unfit = put({ step: 'person', person: { ...person, name: '123' } })
    expect([outcome(unfit), written(unfit)]).toEqual([{ code: 'name-unfit', field: 'person.name' }, []])
    const representative = { ...entity.representative, name: '123' }
    const other = put({ step: 'entity', entity: { ...entity, representative } }, { dossier: foreign })
    expect(outcome(other)).toEqual({ code: 'name-unfit', field: 'entity.representative.name' })
  })

  it('is refused where there is none such, before its content is looked at', () => {
    const unfit = { ...person, name: '123' }
    const step = put({ step: 'person', person: unfit }, { dossier: foreign })
    expect(outcome(step)).toEqual({ code: 'dossier-step-unfit', step: 'person' })
    expect(outcome(put({ step: 'person', person }, { dossier: null }))).toEqual({ code: 'dossier-unknown' })
  })

  it('does not tell that somebody is known until a phone is proved, and then few times', () => {
    const part = { step: 'person', person } as const
    expect(outcome(put(part, { byNumber: account }))).toMatchObject({ given: { person } })
    const proved: Dossier = { ...dossier, given: { phone: '13800000001' } }
    const known = put(part, { dossier: proved, byNumber: account })
    expect([outcome(known), written(known)]).toMatchObject([{ code: 'identity-exists' }, ['put-tries']])
    const own = put(part, { dossier: { ...proved, accountId: 'account-1' }, byNumber: account })
    expect(written(own)).toEqual(['put-dossier'])
    const often = put(part, { dossier: proved, byNumber: account, taken: attempts(99, 0, now + 1) })
    expect(outcome(often)).toEqual({ code: 'too-many-codes', seconds: 1 })
  })

  it('names the document by which its person would be found', () => {
    expect(numberOf({ step: 'person', person: typed })).toBe('110105198804120040')
    expect(numberOf({ step: 'entity', entity })).toBeNull()
  })
})

describe('what operators may send back', () => {
  it('are the parts that the dossier has, whatever its state and time', () => {
    const late: Dossier = { ...dossier, state: 'awaiting-review', openedAt: now - 9, expiresAt: now - 1 }
    expect(isCorrectable(late, ['person', 'email'])).toBe(true)
    expect(isCorrectable(late, ['person', 'register'])).toBe(false)
    expect(isCorrectable(late, [])).toBe(true)
  })
})
