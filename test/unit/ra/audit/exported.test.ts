import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readExport, writeExport } from '../../../../src/ra/audit/exported.ts'
import type { ChainedLine } from '../../../../src/ra/records.ts'
import { now } from '../rules/samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'exported-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const newFile = () => join(folder, `${++count}.jsonl`)

const line: ChainedLine = {
  ...{ place: 1, at: now, actor: 'authority', action: '签发', subject: '41' },
  ...{ hash: new Uint8Array(32).fill(0xab), signature: null },
}
const signed: ChainedLine = { ...line, place: 2, signature: Uint8Array.of(1, 255) }
const lines = async function* (...all: readonly ChainedLine[]) {
  yield* all
}
const key = Uint8Array.of(4, 10)
const head = '{"format":"ra-audit-log-1","publicKey":"040a"}'
const first =
  `{"place":1,"at":${now},"actor":"authority","action":"签发","subject":"41",` +
  `"hash":"${'ab'.repeat(32)}","signature":null}`

async function all(exported: AsyncIterable<ChainedLine>): Promise<readonly ChainedLine[]> {
  const found: ChainedLine[] = []
  for await (const one of exported) found.push(one)
  return found
}

async function read(text: string): Promise<readonly ChainedLine[]> {
  const file = newFile()
  writeFileSync(file, text)
  return all(readExport(file))
}
const refusal = (text: string) =>
  read(text).then(
    () => null,
    (error: Error) => error.message.replace(/\S+\.jsonl/, 'FILE'),
  )

describe('an exported log', () => {
  it('has a head and a line of JSON for each line, and can be read again', async () => {
    const file = newFile()
    expect(await writeExport(file, key, lines(line, signed))).toBe(2)
    const [one, two, three, end] = readFileSync(file, 'utf8').split('\n')
    expect([one, two, end]).toEqual([head, first, ''])
    expect(three).toContain('"signature":"01ff"')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await all(readExport(file))).toEqual([line, signed])
  })

  it('replaces no other file, and is not left behind when it cannot be finished', async () => {
    const file = newFile()
    writeFileSync(file, 'mine')
    await expect(writeExport(file, key, lines())).rejects.toThrow(`cannot write ${file}: EEXIST`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
    const broken = async function* () {
      yield line
      throw new Error('the database is gone')
    }
    const other = newFile()
    await expect(writeExport(other, key, broken())).rejects.toThrow('the database is gone')
    expect(() => statSync(other)).toThrow('ENOENT')
  })

  it('may have no lines', async () => {
    expect(await read(`${head}\n`)).toEqual([])
  })

  const wrong = (part: string, other: string) => `${head}\n${first.replace(part, other)}\n`
  it.each([
    ['', 'FILE is empty'],
    ['x\n', 'FILE is no exported audit log: it is not JSON'],
    ['{"format":"other","publicKey":""}\n', 'FILE is no exported audit log: format'],
    ['[]\n', 'FILE is no exported audit log: its form is wrong'],
    [`${head}\n${first}`, 'FILE ends in the middle of a line'],
    [head, 'FILE ends in the middle of a line'],
    [`${head}\n\n`, 'line 2 of FILE cannot be read: it is not JSON'],
    [`${head}\n${first}\nx\n`, 'line 3 of FILE cannot be read: it is not JSON'],
    [wrong('"place":1', '"place":0'), 'line 2 of FILE cannot be read: place'],
    [wrong('"subject":"41"', '"subject":41'), 'line 2 of FILE cannot be read: subject'],
    [wrong('ab', ''), 'line 2 of FILE cannot be read: hash'],
    [wrong('ab', 'abab'), 'line 2 of FILE cannot be read: hash'],
    [wrong('ab', 'AB'), 'line 2 of FILE cannot be read: hash'],
    [wrong('null', '"0"'), 'line 2 of FILE cannot be read: signature'],
    [wrong('null', `"${'00'.repeat(129)}"`), 'line 2 of FILE cannot be read: signature'],
    [wrong('{', '{"more":1,'), 'line 2 of FILE cannot be read: its form is wrong'],
  ])('%j is refused: %s', async (text, told) => {
    expect(await refusal(text)).toBe(told)
  })

  it('with a signature as long as can be is read', async () => {
    expect(await read(wrong('null', `"${'00'.repeat(128)}"`))).toHaveLength(1)
  })

  it('has no endless line, and must be there', async () => {
    expect(await refusal('x'.repeat(1024 * 1024 + 1))).toBe(
      'FILE is no exported audit log: it has an endless line',
    )
    expect(await refusal('x'.repeat(1024 * 1024))).toBe('FILE ends in the middle of a line')
    const missing = all(readExport(join(folder, 'none')))
    await expect(missing).rejects.toThrow(`cannot read ${join(folder, 'none')}: ENOENT`)
  })
})
