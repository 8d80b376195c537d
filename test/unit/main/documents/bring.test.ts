import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBringing } from '../../../../src/main/documents/bring.ts'
import { createDocumentList } from '../../../../src/main/documents/document-list.ts'
import { turnsUntil } from '../moments.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bring-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

const bringing = (own = () => join(folder, 'own')) => {
  const states: unknown[] = []
  const list = createDocumentList(() => states.push(list.views().map(({ state }) => state)))
  return { list, states, own: own(), ...createBringing(list, own) }
}
const files = (place: string) => readdirSync(place).toSorted()
const bytes = (text: string) => new TextEncoder().encode(text)
const beginning = (name: string) => name.startsWith('.') || name.endsWith('.part') || name.endsWith('.tmp')

describe('a file that a page reads out', () => {
  it('comes in parts and stands whole under its name', async () => {
    const { list, begin, part, own } = bringing()
    const id = await begin('合同.pdf', 10)
    expect(list.find(id)).toMatchObject({
      path: join(own, '合同.pdf'),
      view: { name: '合同.pdf', size: 10, state: { is: 'arriving', percent: 0 } },
    })
    await part(id, 0, bytes('%PDF-'))
    expect(list.find(id).view.state).toEqual({ is: 'arriving', percent: 50 })
    expect(files(own)).not.toContain('合同.pdf')
    await part(id, 5, bytes('12345'))
    expect(list.find(id)).toMatchObject({
      path: join(own, '合同.pdf'),
      view: { name: '合同.pdf', size: 10, state: { is: 'listed' } },
    })
    expect(files(own)).toEqual(['合同.pdf'])
    expect(readFileSync(join(own, '合同.pdf'), 'utf8')).toBe('%PDF-12345')
    expect(statSync(join(own, '合同.pdf')).mode & 0o077).toBe(0)
  })

  it('may be empty', async () => {
    const { list, begin, own } = bringing()
    const id = await begin('a.txt', 0)
    expect([list.find(id).view.state, files(own)]).toEqual([{ is: 'listed' }, ['a.txt']])
  })

  it('tells each whole percent once', async () => {
    const { begin, part, states } = bringing()
    const id = await begin('a.txt', 1_000)
    states.length = 0
    await part(id, 0, new Uint8Array(9))
    await part(id, 9, new Uint8Array(1))
    await part(id, 10, new Uint8Array(5))
    await part(id, 15, new Uint8Array(5))
    expect(states).toEqual([[{ is: 'arriving', percent: 1 }], [{ is: 'arriving', percent: 2 }]])
  })

  it('takes a number if its name is taken', async () => {
    const { list, begin, own } = bringing()
    const bring = async (name: string) => list.find(await begin(name, 0)).view.name
    expect([await bring('a.txt'), await bring('a.txt'), await bring('a.txt')]).toEqual([
      ...['a.txt', 'a(1).txt', 'a(2).txt'],
    ])
    expect([await bring('b'), await bring('b')]).toEqual(['b', 'b(1)'])
    expect(files(own)).toHaveLength(5)
  })

  it('has its name cut to the letter so that there is room for more, with its ending', async () => {
    const { list, begin } = bringing()
    const bring = async (name: string) => list.find(await begin(name, 0)).view.name
    const fits = `${'长'.repeat(65)}x.pdf`
    expect(Buffer.byteLength(fits)).toBe(200)
    expect(await bring(fits)).toBe(fits)
    expect(await bring(`${'长'.repeat(66)}.pdf`)).toBe(`${'长'.repeat(65)}.pdf`)
    expect(await bring(`a.${'b'.repeat(30)}`)).toBe(`a.${'b'.repeat(19)}`)
  })

  it('gets no name that stands for a device', async () => {
    const { list, begin } = bringing()
    expect(list.find(await begin('CON.txt', 0)).view.name).toBe('_CON.txt')
    expect(list.find(await begin('CONTRACT.txt', 0)).view.name).toBe('CONTRACT.txt')
  })

  it('finds no room on a full list', async () => {
    const { list, begin } = bringing()
    const many = (count: number, from = 0) =>
      list.add(
        Array.from({ length: count }, (_, n) => ({
          ...{ path: `/nowhere/${from + n}`, name: 'n', beside: null, size: 1, content: 'other' as const },
        })),
      )
    many(1_000)
    await expect(begin('a', 1)).rejects.toMatchObject({
      ...{ code: 'documents-too-many', params: { limit: 1_000 } },
    })
    list.remove(
      list
        .all()
        .slice(0, 1)
        .map(({ view }) => view.id),
    )
    await begin('a', 1)
  })

  it('cannot come into a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { begin, list } = bringing(() => join(folder, 'file', 'own'))
    await expect(begin('a', 1)).rejects.toMatchObject({ code: expect.stringMatching(/^(document|folder)-/) })
    expect(list.all()).toEqual([])
  })
})

describe('the parts of a file', () => {
  it('must belong to a file that still comes in', async () => {
    const { begin, part } = bringing()
    await expect(part('none', 0, bytes('a'))).rejects.toMatchObject({ code: 'not-found' })
    const id = await begin('a', 1)
    await part(id, 0, bytes('a'))
    await expect(part(id, 1, bytes('a'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('must follow each other, hold something and not go beyond the end', async () => {
    const { begin, part, list } = bringing()
    const id = await begin('a', 3)
    const wrong = { code: 'input-invalid' }
    await expect(part(id, 1, bytes('a'))).rejects.toMatchObject(wrong)
    await expect(part(id, 0, bytes(''))).rejects.toMatchObject(wrong)
    await expect(part(id, 0, bytes('abcd'))).rejects.toMatchObject(wrong)
    await part(id, 0, bytes('a'))
    await expect(part(id, 0, bytes('a'))).rejects.toMatchObject(wrong)
    await part(id, 1, bytes('bc'))
    expect(list.find(id).view.state).toEqual({ is: 'listed' })
  })

  it('are written one after another', async () => {
    const { begin, part } = bringing()
    const id = await begin('a', 3)
    const first = part(id, 0, bytes('a'))
    await expect(part(id, 0, bytes('a'))).rejects.toMatchObject({ code: 'input-invalid' })
    await first
    await part(id, 1, bytes('b'))
  })

  it('are given up with the file if it cannot be finished', async () => {
    const { begin, part, list, own } = bringing()
    const id = await begin('a', 2)
    rmSync(own, { recursive: true })
    await expect(part(id, 0, bytes('ab'))).rejects.toMatchObject({ code: expect.any(String) })
    expect(list.all()).toEqual([])
    await expect(part(id, 0, bytes('ab'))).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a file that does not come to its end', () => {
  it('leaves nothing once nothing has come for two minutes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { begin, part, list, own } = bringing()
    const id = await begin('a', 10)
    await vi.advanceTimersByTimeAsync(119_999)
    await part(id, 0, bytes('a'))
    await vi.advanceTimersByTimeAsync(119_999)
    expect(list.all()).toHaveLength(1)
    expect(files(own).filter(beginning)).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    await turnsUntil(() => list.all().length === 0)
    expect(files(own)).toEqual([])
  })

  it('is given up by its page or when the assistant stops, with nothing left', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { begin, giveUp, stop, part, own } = bringing()
    const [one, other] = [await begin('a', 10), await begin('b', 10)]
    await giveUp([one, 'none'])
    expect([files(own).length, vi.getTimerCount()]).toEqual([1, 1])
    await expect(part(one, 0, bytes('a'))).rejects.toMatchObject({ code: 'not-found' })
    await stop()
    expect([files(own), vi.getTimerCount()]).toEqual([[], 0])
    await expect(part(other, 0, bytes('a'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is not waited for once it is whole', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { begin, list } = bringing()
    await begin('a', 0)
    await vi.advanceTimersByTimeAsync(500_000)
    expect([vi.getTimerCount(), list.all().length]).toEqual([0, 1])
  })
})
