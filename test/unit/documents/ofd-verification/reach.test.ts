import { describe, expect, it } from 'vitest'
import { judgeCoverage } from '../../../../src/documents/ofd-verification/coverage.ts'
import { folderOf, readings, resolved } from '../../../../src/documents/ofd-verification/paths.ts'
import { type Part, reachFrom } from '../../../../src/documents/ofd-verification/reach.ts'
import { packageOf } from '../ofd-drawing/around.ts'

const reach = (files: Readonly<Record<string, string>>, root = 'root.xml') => {
  const { parts, unread } = reachFrom(root, packageOf(files))
  return { parts: Object.fromEntries(parts), unread }
}
const partOf = (xml: string) => reach({ 'root.xml': `<a>${xml}</a>`, b: '' }).parts.b

describe('a path', () => {
  const names = new Set(['a', 'D/a', 'D/In/a', 'D/b'])

  it('means a file beside the one that names it, in the folder that that declares, or at the root', () => {
    expect(readings('a', 'D/x.xml', names, 'In')).toEqual(['D/In/a', 'D/a', 'a'])
    expect(readings('a', 'D/x.xml', names)).toEqual(['D/a', 'a'])
    expect(readings('/a', 'D/x.xml', names, 'In')).toEqual(['a'])
    expect(readings('\\a', 'D/x.xml', names)).toEqual(['a'])
    expect(readings('./In/../b', 'D/x.xml', names)).toEqual(['D/b'])
    expect(readings('none', 'D/x.xml', names)).toEqual([])
    expect([resolved('a', 'D/x.xml', names), resolved('none', 'x', names)]).toEqual(['D/a', null])
  })

  it('does not lead out of the package', () => {
    expect(() => readings('../../a', 'D/x.xml', names)).toThrow(
      expect.objectContaining({ code: 'unsafe-name' }),
    )
    expect(() => readings('/../a', 'D/x.xml', names)).toThrow(expect.objectContaining({ details: ['/../a'] }))
  })

  it('has a folder', () =>
    expect([folderOf('a/b/c'), folderOf('c'), folderOf('/c')]).toEqual(['a/b', '', '']))
})

describe('what a document uses', () => {
  it.each<[string, Part]>([
    ...['DocRoot', 'PublicRes', 'DocumentRes', 'PageRes', 'FontFile', 'MediaFile', 'FileLoc'].map(
      (name) => [name, 'page'] as [string, Part],
    ),
    ['Annotations', 'annotation'],
    ...['Attachments', 'CustomTags', 'Extensions', 'Extension', 'SchemaLoc', 'Cover', 'Thumbnail'].map(
      (name) => [name, 'extra'] as [string, Part],
    ),
    ['Preview', 'extra'],
    ['ExtendData', 'extra'],
  ])('is named by %s as %s', (name, part) => expect(partOf(`<${name}> b </${name}>`)).toBe(part))

  it.each(['Page', 'TemplatePage', 'Version'])('is named by the place of a %s', (name) => {
    expect(partOf(`<${name} BaseLoc="b"/>`)).toBe('page')
  })

  it.each([
    '<Other>b</Other>',
    '<Other BaseLoc="b"/>',
    '<toString>b</toString>',
    '<FileLoc><x/>b</FileLoc><y>b</y>',
  ])('is not named by %s', (xml) => expect(partOf(xml.replace('<x/>b', '<x>b</x>'))).toBeUndefined())

  it('is named within resources from their own folder', () => {
    const files = {
      'D/root.xml': '<Res BaseLoc="In"><MediaFile>b</MediaFile><Page BaseLoc="c"/></Res>',
      ...{ 'D/In/b': '', 'D/b': '', 'D/In/c': '', 'D/c': '' },
    }
    expect(Object.keys(reach(files, 'D/root.xml').parts).sort()).toEqual([
      'D/In/b',
      'D/b',
      'D/c',
      'D/root.xml',
    ])
  })

  it('goes on from file to file, also in a circle, and ends at what is no XML', () => {
    const files = {
      'root.xml': '<a><FileLoc>b</FileLoc></a>',
      b: '\ufeff \n<a><FileLoc>root.xml</FileLoc><FileLoc>c</FileLoc></a>',
      c: 'x<a><FileLoc>d</FileLoc></a>',
      d: '',
    }
    expect(reach(files)).toEqual({ parts: { 'root.xml': 'page', b: 'page', c: 'page' }, unread: [] })
  })

  it('is what its strongest mention makes it, with all that it names', () => {
    const files = {
      'root.xml':
        '<a><Attachments>b</Attachments><Annotations>b</Annotations><Annotations>d</Annotations></a>',
      ...{ b: '<a><FileLoc>c</FileLoc></a>', c: '', d: '<a><Attachments>e</Attachments></a>', e: '' },
    }
    expect(reach(files).parts).toEqual({
      ...{ 'root.xml': 'page', b: 'annotation', c: 'annotation', d: 'annotation', e: 'annotation' },
    })
    const raised = { ...files, 'root.xml': '<a><Attachments>b</Attachments><FileLoc>b</FileLoc></a>' }
    expect(reach(raised).parts).toEqual({ 'root.xml': 'page', b: 'page', c: 'page' })
  })

  it('is told where it cannot be read, with what was named before', () => {
    expect(reach({ 'root.xml': '<a><FileLoc>b</FileLoc>', b: '<b' })).toEqual({
      ...{ parts: { 'root.xml': 'page', b: 'page' }, unread: ['b', 'root.xml'].reverse() },
    })
  })
})

describe('what a signature leaves open', () => {
  const parts = new Map<string, Part>([
    ...([
      ['doc', 'page'],
      ['page', 'page'],
      ['note', 'annotation'],
      ['tag', 'extra'],
    ] as const),
  ])
  const names = new Set(['OFD.xml', 'doc', 'page', 'note', 'tag', 'sign', 'other'])
  const judge = (files: readonly string[], unread: readonly string[] = []) => {
    const question = { names, protectedFiles: new Set(files), ofSignatures: new Set(['sign']) }
    const { coverage, reasons } = judgeCoverage({ ...question, reach: { parts, unread } })
    return [coverage, Object.fromEntries(reasons.map(({ code, details }) => [code, details]))]
  }
  const all = ['OFD.xml', 'doc', 'page', 'note', 'tag', 'other']
  const without = (...files: readonly string[]) => all.filter((one) => !files.includes(one))
  const part = (...open: readonly string[]) => ({ state: 'part', open })

  it('is nothing, or what is left by its kind', () => {
    expect(judge(all)).toEqual([{ state: 'whole' }, {}])
    expect(judge(without('page'))).toEqual([part('page'), { 'partly-covered': ['page'] }])
    expect(judge(without('note'))).toEqual([part('note'), { 'annotations-open': ['note'] }])
    expect(judge(without('tag', 'OFD.xml'))).toEqual([
      ...[part('tag', 'OFD.xml'), { 'extras-open': ['tag', 'OFD.xml'] }],
    ])
    expect(judge(without('other'))).toEqual([{ state: 'whole' }, { 'unused-files-open': ['other'] }])
    expect(judge(all, ['bad'])).toEqual([part('bad'), { 'partly-covered': ['bad'] }])
  })

  it('is everything if no page is protected', () => {
    expect(judge(['OFD.xml', 'note'])).toEqual([{ state: 'nothing' }, { 'covers-nothing': [] }])
  })
})
