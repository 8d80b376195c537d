import { describe, expect, it } from 'vitest'
import { type DossierKind, type DossierPurpose, stepsOf } from '../../../../src/shared/identity/kinds.ts'
import { type DossierMoment, momentFor, momentsOf, stepsAt } from '../../../../src/shared/identity/moments.ts'

const about = (purpose: DossierPurpose, kind: DossierKind) => ({ purpose, kind })
const entity = ['register', 'details', 'handler', 'finish'] as const

const all: readonly [DossierPurpose, DossierKind, readonly DossierMoment[]][] = [
  ['appeal', 'person', ['appeal', 'contact', 'uploads', 'finish']],
  ['appeal', 'agency', ['appeal', 'contact', 'uploads', 'finish']],
  ['handler', 'entity', ['handler', 'finish']],
  ['agency-change', 'entity', ['known', 'register', 'handler', 'finish']],
  ['registration', 'person', ['person', 'contact', 'finish']],
  ['registration', 'entity', entity],
  ['registration', 'entity-without-code', ['entity', 'details', 'handler', 'finish']],
  ['registration', 'agency', ['known', ...entity]],
  ['completion', 'person', ['person', 'contact', 'finish']],
  ['completion', 'entity', entity],
]

describe('the pages of a dossier', () => {
  it.each(all)('for %s of %s are in order', (purpose, kind, moments) => {
    expect(momentsOf(about(purpose, kind))).toEqual(moments)
  })

  it.each(all)('for %s of %s cover each of its steps', (purpose, kind, moments) => {
    const done = moments.flatMap((moment) => stepsAt(about(purpose, kind), moment))
    expect(done.toSorted()).toEqual(stepsOf(about(purpose, kind)).toSorted())
  })

  it('do only the steps that this dossier has', () => {
    const person = about('registration', 'person')
    expect(stepsAt(person, 'contact')).toEqual(['phone', 'email'])
    expect(stepsAt(person, 'details')).toEqual(['phone', 'email'])
    expect(stepsAt(person, 'known')).toEqual([])
    expect(stepsAt(person, 'finish')).toEqual([])
    expect(stepsAt(about('appeal', 'person'), 'contact')).toEqual(['phone'])
    expect(stepsAt(about('registration', 'entity'), 'details')).toEqual(['details', 'phone', 'email'])
    expect(stepsAt(about('registration', 'entity'), 'entity')).toEqual([])
    expect(stepsAt(about('registration', 'entity-without-code'), 'entity')).toEqual(['entity', 'uploads'])
  })
})

describe('where a person goes on', () => {
  it('is the first page with something that is missing', () => {
    const agency = about('registration', 'agency')
    expect(momentFor(agency, ['handler', 'register'])).toBe('register')
    expect(momentFor(agency, ['handler', 'email'])).toBe('details')
    expect(momentFor(agency, ['handler'])).toBe('handler')
    expect(momentFor(about('appeal', 'person'), ['uploads'])).toBe('uploads')
  })

  it('is the last page if nothing is missing, or nothing that this dossier has', () => {
    expect(momentFor(about('registration', 'person'), [])).toBe('finish')
    expect(momentFor(about('registration', 'person'), ['handler'])).toBe('finish')
  })
})
