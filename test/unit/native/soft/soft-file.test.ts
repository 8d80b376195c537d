import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkSoftPin, softFacts, wrongPin } from '../../../../src/native/soft/soft-facts.ts'
import { encodeSoftFile, isWholeSoftFile, readSoftFile } from '../../../../src/native/soft/soft-file.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { softFileOf } from './file-of.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soft-file-'))
  path = join(folder, 'a.soft.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
const file = softFileOf()
const text = (content: object): string => JSON.stringify(content)
const put = (content: string | Uint8Array, copy?: string | Uint8Array): void => {
  writeFileSync(path, content)
  if (copy !== undefined) writeFileSync(`${path}.previous`, copy)
}
const changed = (): string => {
  const { checksum } = JSON.parse(Buffer.from(encodeSoftFile(file)).toString())
  return text({ ...file, label: '李四', checksum })
}

describe('the bytes of a soft certificate', () => {
  it('are read as they were written', async () => {
    put(encodeSoftFile(file))
    expect(await readSoftFile(path)).toEqual({ file, whole: true, warning: null })
    expect(isWholeSoftFile(encodeSoftFile(file))).toBe(true)
  })

  it('are as many for one digit of tries as for two', () => {
    const lengths = [10, 9, 1, 0].map(
      (triesLeft) => encodeSoftFile({ ...file, pin: { ...file.pin, triesLeft } }).length,
    )
    expect(new Set(lengths).size).toBe(1)
    expect(Buffer.from(encodeSoftFile(file)).toString()).toMatch(/^\{\n "format".*\n\}\n$/s)
    const nine = encodeSoftFile({ ...file, pin: { ...file.pin, triesLeft: 9 } })
    expect(Buffer.from(nine).toString()).toMatch(/\n\} \n$/)
  })

  it('without a checksum are taken as they are', async () => {
    put(text(file))
    expect(await readSoftFile(path)).toEqual({ file, whole: true, warning: null })
  })

  it('that were changed are still read, with a warning', async () => {
    put(changed())
    expect(await readSoftFile(path)).toMatchObject({
      file: { label: '李四' },
      whole: false,
      warning: 'soft-file-changed',
    })
    expect(isWholeSoftFile(Buffer.from(changed()))).toBe(false)
  })

  it('of the first version are read as the second', async () => {
    const { unlocks: _, ...first } = file
    put(text({ ...first, version: 1, administrator: null }))
    expect(await readSoftFile(path)).toEqual({ file, whole: true, warning: null })
  })

  it('of a later version are told as such, even if there is a copy', async () => {
    put(text({ ...file, version: 3 }), encodeSoftFile(file))
    await expect(readSoftFile(path)).rejects.toMatchObject({ code: 'soft-file-newer' })
    expect(isWholeSoftFile(Buffer.from(text({ ...file, version: 3 })))).toBe(false)
  })

  it.each<readonly [string, string]>([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another format', text({ ...file, format: 'other', version: 3 })],
    ['a version that is no number', text({ ...file, version: '3' })],
    ['version 0', text({ ...file, version: 0 })],
    ['a field too many', text({ ...file, more: 1 })],
    ['a short serial number', text({ ...file, serial: 'A1' })],
    ['small letters in it', text({ ...file, serial: '00000000000000a1' })],
    ['a long label', text({ ...file, label: 'x'.repeat(201) })],
    ['eleven tries', text({ ...file, pin: { ...file.pin, triesLeft: 11 } })],
    ['minus one tries', text({ ...file, pin: { ...file.pin, triesLeft: -1 } })],
    ['half a try', text({ ...file, pin: { ...file.pin, triesLeft: 0.5 } })],
    ['a long name of a seal', text({ ...file, seals: [{ label: 'x'.repeat(65), der: '' }] })],
    [
      'a kind of key that is unknown',
      text({ ...file, keys: [{ keyId: 'k', label: '', type: 'ec', publicKey: '' }] }),
    ],
  ])('are damaged with %s', async (_, content) => {
    put(content)
    await expect(readSoftFile(path)).rejects.toMatchObject({ code: 'soft-file-damaged' })
    expect(isWholeSoftFile(Buffer.from(content))).toBe(false)
  })

  it('may have a label of 200 letters, a seal of 64, and keys without a kind, which are of SM2', async () => {
    const seals = [{ label: 'x'.repeat(64), der: '' }]
    put(text({ ...file, label: 'x'.repeat(200), seals, keys: [{ keyId: 'k', label: '', publicKey: '' }] }))
    expect((await readSoftFile(path)).file).toMatchObject({ seals, keys: [{ type: 'sm2' }] })
  })

  it('have 64 locks at most', async () => {
    const lock = { id: 'u', held: false, lock: file.pin.lock, fileKey: 'AQID' }
    put(text({ ...file, unlocks: Array(64).fill(lock) }))
    expect((await readSoftFile(path)).file.unlocks).toHaveLength(64)
    put(text({ ...file, unlocks: Array(65).fill(lock) }))
    await expect(readSoftFile(path)).rejects.toMatchObject({ code: 'soft-file-damaged' })
  })
})

describe('the copy beside it', () => {
  const copy = encodeSoftFile(softFileOf({ label: 'copy' }))
  const used = { file: { label: 'copy' }, whole: true, warning: 'soft-file-copy-used' }

  it('is not read while the file is whole', async () => {
    put(encodeSoftFile(file), copy)
    expect(await readSoftFile(path)).toMatchObject({ file: { label: '张三' }, warning: null })
  })

  it('is read when the file is gone, damaged or changed', async () => {
    writeFileSync(`${path}.previous`, copy)
    expect(await readSoftFile(path)).toMatchObject(used)
    writeFileSync(path, '{')
    expect(await readSoftFile(path)).toMatchObject(used)
    writeFileSync(path, changed())
    expect(await readSoftFile(path)).toMatchObject(used)
  })

  it('is not read if it is no better', async () => {
    put('{', changed())
    await expect(readSoftFile(path)).rejects.toMatchObject({ code: 'soft-file-damaged' })
    put(changed(), '{')
    expect(await readSoftFile(path)).toMatchObject({ warning: 'soft-file-changed' })
  })

  it('does not help where the folder is closed', async () => {
    writeFileSync(path, '')
    await expect(readSoftFile(join(path, 'inside.soft.json'))).rejects.toMatchObject({
      code: 'folder-not-writable',
    })
  })
})

describe('what is no file of ours', () => {
  it('is damaged: a folder, nothing at all, or more than 16 MB', async () => {
    const damaged = { code: 'soft-file-damaged' }
    await expect(readSoftFile(join(folder, 'gone'))).rejects.toMatchObject(damaged)
    mkdirSync(join(folder, 'folder'))
    await expect(readSoftFile(join(folder, 'folder'))).rejects.toMatchObject(damaged)
    put(text({ ...file, label: 'x' }).padEnd(16 * 1024 * 1024 + 1))
    await expect(readSoftFile(path)).rejects.toMatchObject(damaged)
    expect(existsSync(path)).toBe(true)
  })

  it('may have 16 MB', async () => {
    put(text({ ...file, label: 'x' }).padEnd(16 * 1024 * 1024))
    expect(await readSoftFile(path)).toMatchObject({ whole: true })
  })
})

describe('what a soft certificate tells without its PIN', () => {
  it.each([
    [10, { countLow: false, lastTry: false, locked: false }],
    [9, { countLow: true, lastTry: false, locked: false }],
    [2, { countLow: true, lastTry: false, locked: false }],
    [1, { countLow: true, lastTry: true, locked: false }],
    [0, { countLow: true, lastTry: false, locked: true }],
  ])('with %i tries left', (triesLeft, told) => {
    expect(softFacts({ ...file, pin: { ...file.pin, triesLeft } }).pin).toEqual({
      ...{ triesLeft, triesMax: 10, isDefault: false, initialised: true, entryOnDevice: false },
      ...told,
    })
  })

  it('is who it is and what it can do', () => {
    const { pin: _, ...facts } = softFacts(file)
    expect(facts).toEqual({
      ...{ id: 'soft|00000000000000A1', kind: 'soft', driverId: 'soft', vendor: '证书助手', model: 'SOFT' },
      ...{ serial: '00000000000000A1', label: '张三', pinRule: { min: 6, max: 20 } },
      capabilities: [
        ...['sm2-generate', 'sm2-sign', 'sm2-decrypt', 'import-pair', 'write-certificate'],
        ...['delete-objects', 'data-objects', 'change-pin'],
      ],
    })
  })

  it('is that it can be unlocked once the authority holds a secret, and sign with a key of RSA', () => {
    const lock = { id: 'u', held: false, lock: file.pin.lock, fileKey: 'AQID' }
    const key = { keyId: 'k', label: '', type: 'sm2', publicKey: '' } as const
    const more = (change: object) => softFacts({ ...file, ...change }).capabilities.slice(8)
    expect(more({ unlocks: [lock], keys: [key] })).toEqual([])
    expect(more({ unlocks: [lock, { ...lock, held: true }] })).toEqual(['unlock-with-secret'])
    expect(more({ keys: [key, { ...key, type: 'rsa' }] })).toEqual(['rsa-sign'])
  })

  it.each([
    ['12345', { code: 'pin-length', params: { min: 6, max: 20 } }],
    ['123456', undefined],
    ['口令口令口令', undefined],
    ['x'.repeat(20), undefined],
    ['x'.repeat(21), { code: 'pin-length' }],
    ['e\u0301'.repeat(5), { code: 'pin-length' }],
    ['e\u0301'.repeat(20), undefined],
    ['😀'.repeat(20), undefined],
    ['12345\n', { code: 'pin-not-encodable' }],
    ['12345\u2028', { code: 'pin-not-encodable' }],
    ['12345\u2029', { code: 'pin-not-encodable' }],
    ['12345\u200b', { code: 'pin-not-encodable' }],
    ['12 34 56', undefined],
  ])('refuses %j as a PIN or not', (typed, refusal) => {
    const error = thrown(() => checkSoftPin(new Pin(typed)))
    if (refusal === undefined) expect(error).toBeUndefined()
    else expect(error).toMatchObject(refusal)
  })

  it.each([
    [9, { code: 'pin-wrong', params: { triesLeft: 9 } }],
    [2, { code: 'pin-wrong', params: { triesLeft: 2 } }],
    [1, { code: 'pin-wrong-last-try' }],
    [0, { code: 'pin-locked' }],
  ])('after a wrong PIN with %i left is this', (left, refusal) => {
    expect(wrongPin(left)).toMatchObject(refusal)
  })
})
