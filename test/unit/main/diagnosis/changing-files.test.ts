import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changingFiles } from '../../../../src/main/diagnosis/changing-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changing-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string): string => join(folder, name)
const textAt = (name: string): string => readFileSync(at(name), 'utf8')

describe('a repair that changes files', () => {
  it('gives back what a file said and who could read it', async () => {
    writeFileSync(at('a'), 'before', { mode: 0o640 })
    const undo = await changingFiles([at('a')], () => {
      writeFileSync(at('a'), 'after')
      chmodSync(at('a'), 0o600)
    })
    expect(textAt('a')).toBe('after')
    await undo()
    expect(textAt('a')).toBe('before')
    expect(statSync(at('a')).mode & 0o777).toBe(0o640)
  })

  it('takes away a file that it made, and brings back one that it removed with its folder', async () => {
    mkdirSync(at('sub'))
    writeFileSync(at('sub/gone'), 'before')
    const undo = await changingFiles([at('made'), at('sub/gone')], async () => {
      writeFileSync(at('made'), 'x')
      rmSync(at('sub'), { recursive: true })
    })
    await undo()
    expect(existsSync(at('made'))).toBe(false)
    expect(textAt('sub/gone')).toBe('before')
  })

  it('gives back the rights alone if it changed nothing else', async () => {
    writeFileSync(at('a'), 'same', { mode: 0o644 })
    const undo = await changingFiles([at('a')], () => chmodSync(at('a'), 0o600))
    await undo()
    expect(statSync(at('a')).mode & 0o777).toBe(0o644)
  })

  it.each([
    ['wrote into it', () => writeFileSync(at('a'), 'of somebody')],
    ['shut it', () => chmodSync(at('a'), 0o400)],
    ['removed it', () => rmSync(at('a'))],
  ])('has no way back once somebody else %s, and then nothing is put back', async (_, meanwhile) => {
    for (const name of ['a', 'b']) writeFileSync(at(name), 'before')
    const undo = await changingFiles([at('b'), at('a')], () => {
      for (const name of ['a', 'b']) writeFileSync(at(name), 'after')
    })
    meanwhile()
    await expect(undo()).rejects.toMatchObject({ code: 'repair-overtaken', params: { file: at('a') } })
    expect(textAt('b')).toBe('after')
  })

  it('says so if a file has taken the place of the folder that it should bring back', async () => {
    mkdirSync(at('sub'))
    writeFileSync(at('sub/gone'), 'before')
    const undo = await changingFiles([at('sub/gone')], () => rmSync(at('sub'), { recursive: true }))
    writeFileSync(at('sub'), 'of somebody')
    await expect(undo()).rejects.toMatchObject({ code: 'folder-not-writable' })
    expect(textAt('sub')).toBe('of somebody')
  })

  it('leaves alone what it did not change, whoever changes that', async () => {
    for (const name of ['a', 'b']) writeFileSync(at(name), 'before')
    const undo = await changingFiles([at('a'), at('b')], () => writeFileSync(at('a'), 'after'))
    writeFileSync(at('b'), 'of somebody')
    await undo()
    expect([textAt('a'), textAt('b')]).toEqual(['before', 'of somebody'])
  })

  it.each([
    ['a folder', () => mkdirSync(at('a'))],
    ['a link', () => symlinkSync(at('b'), at('a'))],
    ['a file that is larger than any of ours', () => writeFileSync(at('a'), Buffer.alloc(1024 * 1024 + 1))],
  ])('does not begin if in the place of a file is %s', async (_, put) => {
    put()
    let isBegun = false
    const repair = changingFiles([at('a')], () => {
      isBegun = true
    })
    await expect(repair).rejects.toMatchObject({ code: 'folder-not-writable', params: { file: at('a') } })
    expect(isBegun).toBe(false)
  })

  it('begins with a file of a whole megabyte', async () => {
    writeFileSync(at('a'), Buffer.alloc(1024 * 1024))
    const undo = await changingFiles([at('a')], () => writeFileSync(at('a'), 'after'))
    await undo()
    expect(statSync(at('a')).size).toBe(1024 * 1024)
  })
})
