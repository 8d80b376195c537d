import { createHmac } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMachineSecret } from '../../../../src/main/tokens/machine-secret.ts'
import { SoftFolder } from '../../../../src/native/soft/soft-folder.ts'
import { isAssistantError } from '../../../../src/shared/errors/index.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'

/** Replaces the system's key store, which a test machine lacks. It opens what it sealed and nothing else. */
const keyStore = {
  seal: (text: string) => Buffer.from(`${createHmac('sha256', 'k').update(text).digest('hex')} ${text}`),
  open: (sealed: Uint8Array) => {
    const [mark, text = ''] = Buffer.from(sealed).toString().split(' ')
    if (mark !== createHmac('sha256', 'k').update(text).digest('hex')) throw new Error('not of this store')
    return text
  },
}

let home = ''
let refusing = false
let absent = false
let told: (string | null)[] = []
const file = () => join(home, 'machine.key')
const copy = () => join(home, 'machine.key.copy')
const pin = () => new Pin('135246')
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'machine-secret-'))
  told = []
  refusing = false
  absent = false
})
afterEach(() => {
  chmodSync(home, 0o700)
  rmSync(home, { recursive: true, force: true })
})

const refuse = (): never => {
  throw new Error('the keyring is closed')
}
const start = async (): Promise<SoftFolder> => {
  const machineSecret = createMachineSecret({
    home,
    store: () => (absent ? null : refusing ? { seal: refuse, open: refuse } : keyStore),
    now: () => new Date('2026-11-20T08:00:00Z'),
    log: () => {},
    trouble: (report) => told.push(report?.code ?? null),
  })
  const soft = new SoftFolder({
    folder: join(home, 'soft'),
    onChange: () => {},
    kdf: { N: 1024, r: 8, p: 1 },
    machineSecret,
  })
  await soft.scan()
  return soft
}
const made = async (label = 'x') => (await start()).create({ label, pin: pin() })
const named = (soft: SoftFolder, label: string) =>
  soft.tokens.find(({ facts }) => facts.label === label)?.token
/** The result of a right PIN after a new start. */
const verified = async (label = 'x'): Promise<string> => {
  const token = named(await start(), label)
  try {
    await token?.verifyPin(pin())
    return token ? 'right' : 'absent'
  } catch (error) {
    return isAssistantError(error) ? error.code : String(error)
  }
}
const triesLeft = async () => (await named(await start(), 'x')?.facts())?.pin.triesLeft

describe('the secret of this machine', () => {
  it('is stored twice, only for its owner, and an older one gets its copy', async () => {
    await made()
    expect(readFileSync(copy())).toEqual(readFileSync(file()))
    expect([file(), copy()].map((one) => statSync(one).mode & 0o077)).toEqual([0, 0])
    rmSync(copy())
    expect(await verified()).toBe('right')
    expect(readFileSync(copy())).toEqual(readFileSync(file()))
    expect(told).toEqual([])
  })

  it.each<[string, () => void]>([
    ['emptied', () => writeFileSync(file(), '')],
    ['gone', () => rmSync(file())],
    ['damaged', () => writeFileSync(file(), readFileSync(file()).subarray(1))],
    [
      'a folder',
      () => {
        rmSync(file())
        mkdirSync(file())
      },
    ],
  ])('that is %s comes back from its copy, and the person hears of it', async (_, damage) => {
    await made()
    const whole = readFileSync(file())
    damage()
    expect(await verified()).toBe('right')
    expect(told).toEqual(['machine-key-restored'])
    expect(readFileSync(file())).toEqual(whole)
    expect(await verified()).toBe('right')
    expect(told).toHaveLength(1)
  })

  it.each<[string, string, () => void]>([
    ['emptied', 'machine-key-unreadable', () => writeFileSync(file(), '')],
    ['gone', 'machine-key-missing', () => rmSync(file())],
  ])(
    'that is %s, with no copy, is never replaced while a certificate is bound to it',
    async (_, code, damage) => {
      await made()
      const whole = readFileSync(file())
      damage()
      const left = existsSync(file()) ? readFileSync(file()) : null
      rmSync(copy())
      expect(await verified()).toBe(code)
      expect(told).toEqual([code])
      expect(await triesLeft()).toBe(10)
      // A soft certificate that is made meanwhile is bound to no machine.
      await made('meanwhile')
      expect(await verified('meanwhile')).toBe('right')
      expect(existsSync(file()) ? readFileSync(file()) : null).toEqual(left)
      // Does what its message says to do.
      writeFileSync(file(), whole)
      expect([await verified(), await verified('meanwhile')]).toEqual(['right', 'right'])
    },
  )

  it('is not replaced while there is a certificate that is out of use or cannot be read', async () => {
    const token = await made()
    await (await start()).setAside(token.id)
    rmSync(file())
    rmSync(copy())
    await made('later')
    expect(readdirSync(home)).toEqual(['soft'])
    rmSync(join(home, 'soft'), { recursive: true })
    mkdirSync(join(home, 'soft'))
    writeFileSync(join(home, 'soft', 'damaged.soft.json'), '{"mach')
    await made('last')
    expect(readdirSync(home)).toEqual(['soft'])
  })

  it('on which nothing depends is replaced by a new one, and stays beside it', async () => {
    writeFileSync(file(), 'rubbish')
    await made()
    expect(await verified()).toBe('right')
    expect(readFileSync(`${file()}.2026-11-20T08-00-00-000Z.aside`, 'utf8')).toBe('rubbish')
    expect(told).toEqual([])
  })

  it('waits if the system does not open it today', async () => {
    await made()
    const whole = readFileSync(file())
    refusing = true
    expect(await verified()).toBe('machine-key-unreadable')
    refusing = false
    absent = true
    expect(await verified()).toBe('machine-key-unreadable')
    absent = false
    expect(readFileSync(file())).toEqual(whole)
    expect(await verified()).toBe('right')
    expect(await triesLeft()).toBe(10)
  })

  it('ends its notice when it opens again', async () => {
    await made()
    const token = named(await start(), 'x')
    refusing = true
    await expect(token?.verifyPin(pin())).rejects.toMatchObject({ code: 'machine-key-unreadable' })
    refusing = false
    await token?.verifyPin(pin())
    expect(told).toEqual(['machine-key-unreadable', null])
  })

  it('of another computer is not accepted on this one', async () => {
    await made()
    for (const one of [file(), copy()]) rmSync(one)
    absent = true
    expect(await verified()).toBe('soft-bound-elsewhere')
    expect(told).toEqual([])
  })

  it('still serves if its copy cannot be restored', async () => {
    await made()
    renameSync(file(), join(home, 'soft', 'x'))
    mkdirSync(file())
    // The folder blocks the name to which the file would be moved.
    mkdirSync(join(home, 'machine.key.2026-11-20T08-00-00-000Z.aside', 'x'), { recursive: true })
    expect(await verified()).toBe('right')
    expect(statSync(file()).isDirectory()).toBe(true)
  })
})
