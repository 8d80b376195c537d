import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { walkThrough } from '../../../../src/main/documents/walk.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'walk-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (...names: readonly string[]): string => join(folder, ...names)
const put = (...names: readonly string[]): void => {
  mkdirSync(join(at(...names), '..'), { recursive: true })
  writeFileSync(at(...names), '')
}
const walked = async (paths: readonly string[], most = 100) => {
  const { found, refused } = await walkThrough(paths, most)
  return {
    found: found.map(({ path }) => path),
    refused: refused.map(({ name, error }) => [name, error]),
  }
}
const refusal = (name: string, code: string) => [name, expect.objectContaining({ code })]

describe('the files that a person brings', () => {
  it('are all ordinary files in a folder and below it, 2 before 10', async () => {
    put('a', '合同10.pdf')
    put('a', '合同2.pdf')
    put('a', '附件', 'x.txt')
    expect(await walked([at('a')])).toEqual({
      found: [at('a', '附件', 'x.txt'), at('a', '合同2.pdf'), at('a', '合同10.pdf')],
      refused: [],
    })
  })

  it('have their own names, also behind a link that was named', async () => {
    put('a.txt')
    symlinkSync(at('a.txt'), at('link'))
    const { found } = await walkThrough([at('link')], 100)
    expect(found).toEqual([{ path: at('a.txt'), name: 'a.txt' }])
  })

  it('are not those that a folder hides or only links to', async () => {
    put('a', '.hidden')
    put('a', '~$合同.docx')
    put('a', '.folder', 'x')
    put('b.txt')
    symlinkSync(at('b.txt'), at('a', 'link.txt'))
    expect(await walked([at('a')])).toEqual({ found: [], refused: [] })
  })

  it('are each found once, although the folder was named twice or under another name', async () => {
    put('a', 'x')
    symlinkSync(at('a'), at('b'))
    expect(await walked([at('a'), at('b'), at('a')])).toEqual({ found: [at('a', 'x')], refused: [] })
  })

  it('are told one by one if they cannot be taken, and the others are taken', async () => {
    put('.hidden')
    put('~$合同.docx')
    put('c.txt')
    expect(
      await walked([at('.hidden'), at('gone.txt'), at('~$合同.docx'), '/dev/null', at('c.txt')]),
    ).toEqual({
      found: [at('c.txt')],
      refused: [
        refusal('.hidden', 'document-hidden'),
        refusal('gone.txt', 'document-gone'),
        refusal('~$合同.docx', 'document-hidden'),
        refusal('null', 'document-not-a-file'),
      ],
    })
  })

  it('are looked for until there is one more than can be taken, so that the person is told of too many', async () => {
    for (const name of ['1', '2', '3', '4', '5']) put('a', name)
    expect((await walked([at('a')], 3)).found).toHaveLength(4)
    expect((await walked([at('a')], 4)).found).toHaveLength(5)
  })

  it('are looked for sixteen folders deep, and a deeper folder is told', async () => {
    const levels = Array.from({ length: 16 }, (_, n) => `f${n + 1}`)
    put('a', ...levels, 'deep.txt')
    put('a', ...levels, 'f17', 'deeper.txt')
    expect(await walked([at('a')])).toEqual({
      found: [at('a', ...levels, 'deep.txt')],
      refused: [refusal('f17', 'document-folder-unreadable')],
    })
  })
})
