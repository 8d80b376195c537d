import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderFormat, markFolder, refuseNewerFolder } from '../../../../src/main/versions/folder-format.ts'
import { reportOf } from '../../../../src/shared/errors/index.ts'

let home: string
let said: string[]
const log = (line: string): void => void said.push(line)
const written = () => JSON.parse(readFileSync(join(home, 'folder.json'), 'utf8'))
const write = (text: string) => writeFileSync(join(home, 'folder.json'), text)
const refusal = (work: () => void) => {
  try {
    work()
    return null
  } catch (error) {
    return reportOf(error)
  }
}
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'folder-format-'))
  said = []
})
afterEach(() => rmSync(home, { recursive: true }))

describe('the format of the data folder', () => {
  it('is noted in a folder without a number, by the version that found it', () => {
    refuseNewerFolder(home)
    expect(readdirSync(home)).toEqual([])
    markFolder(home, '0.1.0', log)
    expect(written()).toEqual({ format: folderFormat, version: '0.1.0' })
    expect(said).toEqual([])
  })
  it('keeps the version that noted it', () => {
    markFolder(home, '0.1.0', log)
    markFolder(home, '0.2.0', log)
    expect(written().version).toBe('0.1.0')
  })
  it('of a newer version is refused, and the refusal names that version', () => {
    write(JSON.stringify({ format: folderFormat + 1, version: '3.0.0', more: { of: 'later' } }))
    const report = { code: 'data-folder-newer', params: { folder: home, version: '3.0.0' } }
    expect(refusal(() => refuseNewerFolder(home))).toEqual(report)
    expect(refusal(() => markFolder(home, '0.1.0', log))).toEqual(report)
    expect(readdirSync(home)).toEqual(['folder.json'])
  })
  it('of a newer version is refused even if that version is written in another way', () => {
    write(JSON.stringify({ format: folderFormat + 1, version: { major: 3 } }))
    expect(refusal(() => refuseNewerFolder(home))?.code).toBe('data-folder-newer')
  })
  it.each(['', '{', '[]', '{"format":"2"}', '{"format":-1}', '{"format":1.5}'])(
    'is noted anew if the file holds %j, and what was there is set aside',
    (text) => {
      write(text)
      refuseNewerFolder(home)
      markFolder(home, '0.1.0', log)
      expect(written().format).toBe(folderFormat)
      const aside = readdirSync(home).filter((one) => one.endsWith('.aside'))
      expect(aside.map((one) => readFileSync(join(home, one), 'utf8'))).toEqual([text])
    },
  )
  it('is noted anew if a folder has taken the place of the file', () => {
    mkdirSync(join(home, 'folder.json'))
    markFolder(home, '0.1.0', log)
    expect(written().format).toBe(folderFormat)
  })
  it('that cannot be noted keeps nobody from working', () => {
    markFolder(join(home, 'absent'), '0.1.0', log)
    expect(said.join()).toContain('was not noted')
  })
})
