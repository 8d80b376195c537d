import {
  chmodSync,
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
import {
  readInstanceRecord,
  removeInstanceRecord,
  writeInstanceRecord,
} from '../../../../src/main/shell/instance-record.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'instance-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))
const file = () => join(home, 'instance.json')
const record = { pid: 5, port: 8080, secret: 's'.repeat(32) }
const put = (content: unknown, mode = 0o600): void => {
  writeFileSync(file(), JSON.stringify(content), { mode })
  chmodSync(file(), mode)
}
const gone = { code: 'ENOENT' }

describe('the record of the running assistant', () => {
  it('is read as it was written, by its owner alone', () => {
    writeInstanceRecord(home, record)
    expect([readInstanceRecord(home), statSync(file()).mode & 0o777]).toEqual([record, 0o600])
  })

  it('is a new file each time', () => {
    put(record, 0o666)
    writeInstanceRecord(home, { ...record, port: 9 })
    expect([readInstanceRecord(home).port, statSync(file()).mode & 0o777]).toEqual([9, 0o600])
  })

  it('is removed, also if there is none', () => {
    writeInstanceRecord(home, record)
    removeInstanceRecord(home)
    expect(() => readInstanceRecord(home)).toThrow(expect.objectContaining(gone))
    removeInstanceRecord(home)
  })

  it('is not written over a folder, which stays', () => {
    mkdirSync(file())
    removeInstanceRecord(home)
    expect(() => writeInstanceRecord(home, record)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  })

  it.each([0o640, 0o620, 0o604, 0o602, 0o610, 0o601, 0o660])('is not believed with the mode %o', (mode) => {
    put(record, mode)
    expect(() => readInstanceRecord(home)).toThrow('open to others')
  })

  it.each([0o600, 0o400, 0o700])('is believed with the mode %o', (mode) => {
    put(record, mode)
    expect(readInstanceRecord(home)).toEqual(record)
  })

  it('is not read through a link', () => {
    writeFileSync(join(home, 'other'), JSON.stringify(record), { mode: 0o600 })
    symlinkSync(join(home, 'other'), file())
    expect(() => readInstanceRecord(home)).toThrow(expect.objectContaining({ code: 'ELOOP' }))
    writeInstanceRecord(home, { ...record, port: 7 })
    expect(JSON.parse(readFileSync(join(home, 'other'), 'utf8'))).toEqual(record)
  })

  it.each<[object, boolean]>([
    [{ port: 1 }, true],
    [{ port: 65_535 }, true],
    [{ port: 0 }, false],
    [{ port: 65_536 }, false],
    [{ port: 80.5 }, false],
    [{ pid: 1.5 }, false],
    [{ secret: 's'.repeat(31) }, false],
    [{ secret: 's'.repeat(33) }, true],
    [{ secret: 5 }, false],
  ])('with %j: %s', (change, isGood) => {
    put({ ...record, ...change })
    if (isGood) expect(readInstanceRecord(home)).toEqual({ ...record, ...change })
    else expect(() => readInstanceRecord(home)).toThrow()
  })
})
