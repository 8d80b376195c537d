import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { driverComplaints } from '../../../src/native/drivers/validate.ts'

const root = join(import.meta.dirname, '../../..')
const shipped = join(root, 'drivers')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drivers-'))
  cpSync(shipped, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type File = Readonly<Record<string, unknown>>
const read = (name: string): File => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const write = (name: string, content: File): void =>
  writeFileSync(join(folder, name), JSON.stringify(content))
const change = (name: string, more: File): void => write(name, { ...read(name), ...more })
const usb = (vendorId: string, ...productIds: readonly string[]) => ({
  vendorId,
  productIds,
  anyProduct: false,
  confidence: 'own',
})

describe('the driver files that ship', () => {
  it('cause no complaint', () => {
    expect(driverComplaints(shipped)).toEqual([])
  })

  it.each<[string, () => void, string]>([
    [
      'a field nobody knows',
      () => change('huada.json', { usbb: [] }),
      'huada.json: Unrecognized key: "usbb"',
    ],
    [
      'a product claimed by two drivers',
      () => change('huashen.json', { usb: [usb('096E', '0303')] }),
      'USB 096E:0303 is claimed more than once: feitian, huashen',
    ],
    [
      'a product claimed twice by one',
      () => change('huashen.json', { usb: [usb('F055', '0001'), usb('F055', '0001')] }),
      'USB F055:0001 is claimed more than once: huashen, huashen',
    ],
    [
      'a maker claimed by two drivers',
      () => change('huashen.json', { usb: [{ ...usb('1EA8'), anyProduct: true }] }),
      'USB every product of 1EA8 is claimed more than once: excelsecu, huashen',
    ],
    [
      'a family that is not there',
      () => change('huada.json', { families: ['sansek'] }),
      'huada.json: families: sansek is not known',
    ],
    [
      'a family that another one always hides',
      () => change('huada.json', { families: ['sansec', 'koal'] }),
      'huada: no token can have the family koal: sansec is taken before it',
    ],
    [
      'a family without a mechanism',
      () =>
        change('families/koal.json', {
          sm2: { keyType: '0x80000004', generate: [], signDigest: [], decrypt: [] },
        }),
      'families/koal.json: no token can have it, it names no key type or no mechanism',
    ],
    [
      'a file with the name of another',
      () => write('huadaa.json', { ...read('huada.json'), id: 'other', usb: [] }),
      'huadaa.json: the file of other is to be called other.json',
    ],
  ])('%s is told', (_, spoil, complaint) => {
    spoil()
    expect(driverComplaints(folder)).toEqual([expect.stringContaining(complaint)])
  })

  it('npm run check reports it too', () => {
    const script = join(root, 'scripts', 'check-drivers.ts')
    const run = (where: string) => execFileSync(process.execPath, [script, where], { encoding: 'utf8' })
    expect(run(shipped)).toBe('')
    change('huada.json', { usbb: [] })
    expect(() => run(folder)).toThrow(
      expect.objectContaining({ status: 1, stdout: expect.stringContaining('usbb') }),
    )
  })
})

describe('the example in docs/tokens.md', () => {
  const text = readFileSync(join(root, 'docs', 'tokens.md'), 'utf8')
  const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '{}')

  it('is a valid driver file, and of no real maker', () => {
    write(`${example.id}.json`, example)
    expect(driverComplaints(folder)).toEqual([])
  })
})
