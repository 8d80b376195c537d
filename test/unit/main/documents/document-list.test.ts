import { homedir } from 'node:os'
import { describe, expect, it, vi } from 'vitest'
import { createDocumentList, type NewFile } from '../../../../src/main/documents/document-list.ts'
import { mostDocuments } from '../../../../src/shared/documents/contract.ts'

const file = (name: string, rest: Partial<NewFile> = {}): NewFile => ({
  ...{ path: `/media/${name}`, name, beside: null, size: 3, content: 'other' },
  ...rest,
})

const begun = () => {
  const changed = vi.fn()
  const list = createDocumentList(changed)
  const viewOf = (id: string | undefined) => list.find(id ?? '').view
  return { changed, list, viewOf }
}

describe('the list of documents', () => {
  it('shows a file as it was found, and tells of it', () => {
    const { changed, list, viewOf } = begun()
    const [id] = list.add([file('合同.pdf', { size: 7, content: 'pdf' })])
    expect(changed).toHaveBeenCalledOnce()
    expect(viewOf(id)).toEqual({
      ...{ id, name: '合同.pdf', folder: '/media', size: 7, content: 'pdf', companion: null },
      state: { is: 'listed' },
    })
    const path = '/media/合同.pdf'
    expect(list.all()).toEqual([{ view: viewOf(id), path, beside: null, verdict: null, judged: null }])
    expect(list.views()).toEqual([viewOf(id)])
    expect(list.byPath(path)).toBe(list.all()[0])
    expect(list.byPath('/media/other')).toBeUndefined()
  })

  it('shows a folder below home with ~, and no other so', () => {
    const { list, viewOf } = begun()
    const paths = [`${homedir()}/a`, `${homedir()}/b/a`, `${homedir()}-2/a`]
    const ids = list.add(paths.map((path) => file('a', { path })))
    expect(ids.map((id) => viewOf(id).folder)).toEqual(['~', '~/b', `${homedir()}-2`])
  })

  it('lists a path once, also within one call', () => {
    const { list } = begun()
    const [first] = list.add([file('a')])
    const ids = list.add([file('b'), file('a'), file('b')])
    expect(ids[1]).toBe(first)
    expect(ids[2]).toBe(ids[0])
    expect(list.all()).toHaveLength(2)
    list.state(first ?? '', { is: 'waiting' })
    list.add([file('a')])
    expect(list.find(first ?? '').view.state).toEqual({ is: 'waiting' })
    expect(list.room()).toBe(mostDocuments - 2)
  })

  it('has no file that is unknown or was removed', () => {
    const { changed, list } = begun()
    const ids = list.add([file('a'), file('b')])
    list.remove([ids[0] ?? ''])
    expect(changed).toHaveBeenCalledTimes(2)
    expect(() => list.find(ids[0] ?? '')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(list.byPath('/media/a')).toBeUndefined()
    expect(list.views().map(({ name }) => name)).toEqual(['b'])
  })
})

describe('two files that belong together', () => {
  const signature = file('a.p7s', { beside: '/media/a', content: 'signature' })

  it.each([
    ['first', [file('a'), signature]],
    ['last', [signature, file('a')]],
  ] as const)('know each other if the signed one comes %s', (_, files) => {
    const { list } = begun()
    for (const one of files) list.add([one])
    const [one, other] = list.views()
    expect([one?.companion, other?.companion]).toEqual([other?.id, one?.id])
  })

  it('part when one of them goes', () => {
    const { list, viewOf } = begun()
    const [a, s] = list.add([file('a'), signature])
    list.remove([s ?? ''])
    expect(viewOf(a).companion).toBeNull()
  })

  it('leave a file that does not change as the same object', () => {
    const { list } = begun()
    list.add([file('z')])
    const [before] = list.all()
    list.add([file('a'), signature])
    expect(list.all()[0]).toBe(before)
  })
})

describe('a file that still comes in', () => {
  it('is expected without content, and becomes what it is', () => {
    const { changed, list, viewOf } = begun()
    const id = list.expect('/tmp/part', 'a.pdf', 9)
    expect(changed).toHaveBeenCalledOnce()
    expect(viewOf(id)).toEqual({
      ...{ id, name: 'a.pdf', folder: '/tmp', size: 9, content: 'other', companion: null },
      state: { is: 'arriving', percent: 0 },
    })
    expect(list.byPath('/tmp/part')?.view.id).toBe(id)
    const [s] = list.add([file('a.p7s', { beside: '/tmp/a.pdf' })])
    list.arrived(id, { path: '/tmp/a.pdf', name: 'a(1).pdf', size: 10, content: 'pdf' })
    expect(viewOf(id)).toEqual({
      ...{ id, name: 'a(1).pdf', folder: '/tmp', size: 10, content: 'pdf', companion: s },
      state: { is: 'listed' },
    })
    expect([list.find(id).path, list.byPath('/tmp/part')]).toEqual(['/tmp/a.pdf', undefined])
    expect(list.byPath('/tmp/a.pdf')?.view.id).toBe(id)
  })
})

describe('the state of a file', () => {
  it('comes with what was found, which stays until something else is found', () => {
    const { changed, list, viewOf } = begun()
    const [id = ''] = list.add([file('a')])
    list.state(id, { is: 'working', percent: 5 }, { verdict: null, judged: 'v1' })
    expect([viewOf(id).state, list.find(id).judged]).toEqual([{ is: 'working', percent: 5 }, 'v1'])
    list.state(id, { is: 'waiting' })
    expect([viewOf(id).state, list.find(id).judged]).toEqual([{ is: 'waiting' }, 'v1'])
    expect(changed).toHaveBeenCalledTimes(3)
  })

  it('is nothing to a file that was taken off the list meanwhile', () => {
    const { changed, list } = begun()
    list.state('gone', { is: 'waiting' })
    expect(list.all()).toEqual([])
    expect(changed).not.toHaveBeenCalled()
  })
})
