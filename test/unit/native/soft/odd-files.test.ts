import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SoftFolder } from '../../../../src/native/soft/soft-folder.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soft-odd-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const oddities: readonly [string, (path: string) => void][] = [
  ['a folder', (path) => mkdirSync(path)],
  ['a device that never ends', (path) => symlinkSync('/dev/zero', path)],
  ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path])],
  [
    'a file without an end',
    (path) => {
      writeFileSync(path, '')
      truncateSync(path, 3 * 2 ** 30)
    },
  ],
]

it.each(oddities)(
  '%s with the name of a soft certificate is listed as damaged, and the others count',
  async (_, put) => {
    const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
    await soft.create({ label: 'x', pin: new Pin('135246') })
    put(join(folder, 'ODD.soft.json'))
    await soft.scan()
    expect(soft.tokens).toHaveLength(1)
    expect(soft.troubles).toEqual([{ file: 'ODD.soft.json', code: 'soft-file-damaged' }])
  },
)

it.each(oddities)(
  '%s in the place of a soft certificate is moved, and the kept copy takes the right PIN',
  async (_, put) => {
    const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
    const token = await soft.create({ label: 'x', pin: new Pin('135246') })
    rmSync(token.path)
    put(token.path)
    await token.verifyPin(new Pin('135246'))
    expect(lstatSync(token.path).isFile()).toBe(true)
    expect(readdirSync(join(folder, 'retired'))).toEqual([expect.stringMatching(/\.damaged$/)])
  },
)

it('a copy under another name is listed, and only the file of that serial number takes a PIN', async () => {
  const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
  const token = await soft.create({ label: 'x', pin: new Pin('135246') })
  copyFileSync(token.path, join(folder, '0 copy.soft.json'))
  await token.changePin(new Pin('135246'), new Pin('864209'))
  const later = new SoftFolder({ folder, onChange: () => undefined })
  await later.scan()
  expect(later.troubles).toEqual([{ file: '0 copy.soft.json', code: 'soft-file-twice' }])
  expect(later.tokens).toHaveLength(1)
  await expect(later.tokens[0]?.token.verifyPin(new Pin('135246'))).rejects.toThrow('pin-wrong')
  await later.tokens[0]?.token.verifyPin(new Pin('864209'))
})

it('a file that a person renamed is as good as before, and of two of them one counts', async () => {
  const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
  const token = await soft.create({ label: 'x', pin: new Pin('135246') })
  renameSync(token.path, join(folder, '1 renamed.soft.json'))
  rmSync(`${token.path}.previous`, { force: true })
  await soft.scan()
  expect([soft.tokens.length, soft.troubles]).toEqual([1, []])
  copyFileSync(join(folder, '1 renamed.soft.json'), join(folder, '2 copied.soft.json'))
  await soft.scan()
  expect(soft.tokens).toHaveLength(1)
  expect(soft.troubles).toEqual([{ file: '2 copied.soft.json', code: 'soft-file-twice' }])
})
