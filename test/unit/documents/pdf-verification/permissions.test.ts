import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { dict, ref } from '../../../../src/documents/pdf-structure/serialised.ts'
import type { Change, ChangeKind } from '../../../../src/documents/pdf-verification/changes.ts'
import {
  judgeChanges,
  type Permissions,
  permissionsOf,
} from '../../../../src/documents/pdf-verification/permissions.ts'
import { unsignedPdf } from '../../../forgeries/pdf-maker.ts'

/** What a signature permits with these references; 8 is a text, 9 the name All. */
const permitted = (...references: readonly string[]): Permissions => {
  const objects = { 1: '<</Type/Catalog>>', 7: `[${references.join('')}]`, 8: '(a)', 9: '/All' }
  return permissionsOf(dict({ Reference: ref(7) }), openPdf(unsignedPdf(objects)))
}
const docMdp = (parameters: string) => `<</TransformMethod/DocMDP/TransformParams${parameters}>>`
const fieldMdp = (parameters: string) => `<</TransformMethod/FieldMDP/TransformParams<<${parameters}>>>>`
const locked = (permissions: Permissions, ...fields: readonly string[]) => fields.filter(permissions.isLocked)

describe('the level that a signature permits', () => {
  it.each([
    ['<</P 1>>', 1],
    ['<</P 2>>', 2],
    ['<</P 3>>', 3],
    ['<</P 4>>', 2],
    ['<</P 0>>', 2],
    ['<</P/3>>', 2],
    ['<<>>', 2],
    [' null', 2],
  ])('with the parameters %s is %i', (parameters, level) => {
    expect(permitted(docMdp(parameters)).level).toBe(level)
  })

  it('is none without such a reference', () => {
    expect(permitted().level).toBeNull()
    expect(permitted('1', '<<>>', fieldMdp('/P 1')).level).toBeNull()
    expect(permissionsOf(dict({}), openPdf(unsignedPdf({ 1: '<<>>' }))).level).toBeNull()
  })

  it('stands behind references that say nothing', () => {
    expect(permitted('1', docMdp('<</P 3>>')).level).toBe(3)
  })
})

describe('the fields that a signature locks', () => {
  const fields = ['a', 'a.b', 'ab', 'b']

  it.each([
    ['/Action/All', fields],
    ['/Action 9 0 R', fields],
    ['/Action/Include/Fields[(a)]', ['a', 'a.b']],
    ['/Action/Include/Fields[8 0 R(b)]', ['a', 'a.b', 'b']],
    ['/Action/Include', []],
    ['/Action/Exclude/Fields[(a)]', ['ab', 'b']],
    ['/Action/Exclude', fields],
    ['/Action/Other/Fields[(a)]', []],
    ['/Fields[(a)]', []],
  ])('with %s are %j', (parameters, expected) => {
    expect(locked(permitted(fieldMdp(parameters)), ...fields)).toEqual(expected)
  })

  it('are those that any reference locks', () => {
    const both = permitted(fieldMdp('/Action/Include/Fields[(a)]'), fieldMdp('/Action/Include/Fields[(b)]'))
    expect(locked(both, ...fields)).toEqual(['a', 'a.b', 'b'])
    expect(locked(permitted(docMdp('<</Action/All>>')), ...fields)).toEqual([])
    expect(locked(permitted('<</TransformMethod/FieldMDP>>'), ...fields)).toEqual([])
  })
})

const judged = (kind: ChangeKind, level: Permissions['level'], where = 'x') => {
  const { addedAfter, reasons } = judgeChanges([{ kind, where }], {
    level,
    isLocked: (field) => field === 'locked',
  })
  return [addedAfter.state, ...reasons.map(({ code }) => code)]
}

describe('a change', () => {
  it.each<[ChangeKind, readonly [none: string, one: string, two: string, three: string], string]>([
    ['changed', ['changed-after', 'changed-after', 'changed-after', 'changed-after'], 'visible'],
    ['signed', ['signed-after', 'forbidden-after', 'signed-after', 'signed-after'], 'harmless'],
    ['filled', ['filled-after', 'forbidden-after', 'permitted-after', 'permitted-after'], 'visible'],
    ['annotated', ['annotated-after', 'forbidden-after', 'forbidden-after', 'annotated-after'], 'visible'],
    ['structure', ['structure-after', 'structure-after', 'structure-after', 'structure-after'], 'visible'],
    [
      'properties',
      ['properties-after', 'properties-after', 'properties-after', 'properties-after'],
      'harmless',
    ],
    [
      'validation-data',
      ['validation-data-after', 'validation-data-after', 'validation-data-after', 'validation-data-after'],
      'harmless',
    ],
  ])('that is %s is judged by the level: %j, and is %s', (kind, codes, state) => {
    expect(([null, 1, 2, 3] as const).map((level) => judged(kind, level))).toEqual(
      codes.map((code) => [state, code]),
    )
  })

  it.each([null, 1, 2, 3] as const)('that fills a locked field is forbidden at the level %s', (level) => {
    expect(judged('filled', level, 'locked')).toEqual(['visible', 'forbidden-after'])
  })

  it('of another kind in a locked field is judged as anywhere', () => {
    expect(judged('signed', 2, 'locked')).toEqual(['harmless', 'signed-after'])
    expect(judged('annotated', 3, 'locked')).toEqual(['visible', 'annotated-after'])
  })
})

describe('changes', () => {
  const free: Permissions = { level: null, isLocked: () => false }
  const change = (kind: ChangeKind, where: string): Change => ({ kind, where })

  it('that are none added nothing', () => {
    expect(judgeChanges([], free)).toEqual({ addedAfter: { state: 'nothing' }, reasons: [] })
  })

  it('are told by their reasons, each with its places once', () => {
    const all = [
      ...[change('filled', 'a'), change('changed', 'b'), change('filled', 'c'), change('filled', 'a')],
    ]
    expect(judgeChanges(all, free)).toEqual({
      addedAfter: { state: 'visible', what: ['a', 'b', 'c'] },
      reasons: [
        { code: 'filled-after', details: ['a', 'c'] },
        { code: 'changed-after', details: ['b'] },
      ],
    })
  })

  it('are visible if one is', () => {
    const { addedAfter } = judgeChanges([change('properties', 'a'), change('structure', 'b')], free)
    expect(addedAfter).toEqual({ state: 'visible', what: ['a', 'b'] })
  })

  it('name a hundred places and no more', () => {
    const many = Array.from({ length: 101 }, (_, i) => change('properties', `p${i}`))
    const { addedAfter } = judgeChanges(many, free)
    expect(addedAfter).toEqual({ state: 'harmless', what: many.slice(0, 100).map(({ where }) => where) })
  })
})
