import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SoftFolder } from '../../../../src/native/soft/soft-folder.ts'
import type { Token } from '../../../../src/native/token.ts'
import { generateSm2KeyPair, sm2Encrypt } from '../../../../src/pki/index.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'right',
    ({ code }) => code,
  )
const pin = (text: string) => new Pin(text)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const machineSecret = async () => new Uint8Array(32).fill(7)
const folderAt = () =>
  new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 }, machineSecret })
const opened = async () => {
  const soft = folderAt()
  await soft.scan()
  const [present] = soft.tokens
  if (present === undefined) throw new Error(`no soft token: ${JSON.stringify(soft.troubles)}`)
  return { soft, token: present.token }
}
const jsonOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
/** Writes the file as an attacker would who can write it: no copy, no checksum. */
const put = (path: string, content: object) => {
  rmSync(`${path}.previous`, { force: true })
  const { checksum: _, ...bare } = content as { checksum?: string }
  writeFileSync(path, JSON.stringify(bare))
}
const makeKey = (token: Pick<Token, 'withSession'>, secret: string, label: string) =>
  token.withSession(pin(secret), (session) => session.generateSm2(label))
const leave = async (soft: SoftFolder, token: Pick<Token, 'id' | 'withSession'>, secret: string) => {
  const left = await token.withSession(pin(secret), async (session) => session.secretToLeave?.())
  if (left === undefined) throw new Error('a soft token makes secrets')
  await soft.secretHeld(token.id, left.id)
  return left
}
const unlock = (token: Pick<Token, 'unlock'>, secret: Pin, newPin: string) =>
  token.unlock({ kind: 'administrator', pin: secret }, pin(newPin))

describe('a change of the PIN', () => {
  it('takes a new file key, so that an old copy and the old PIN open nothing made later', async () => {
    const token = await folderAt().create({ label: 'x', pin: pin('old-pin') })
    await makeKey(token, 'old-pin', 'before')
    const stolen = jsonOf(token.path)
    await token.changePin(pin('old-pin'), pin('new-pin'))
    await makeKey(token, 'new-pin', 'after')
    const kept = jsonOf(token.path)
    put(token.path, { ...kept, pin: stolen.pin })
    const spliced = await opened()
    expect(await codeOf(makeKey(spliced.token, 'old-pin', 'after'))).toBe('soft-file-damaged')
    put(token.path, kept)
    const keys = await (await opened()).token.withSession(pin('new-pin'), (session) => session.keys())
    expect(keys.map(({ label }) => label)).toEqual(['before', 'after'])
  })

  it('keeps the secret that the authority holds, and unlocking takes a new file key too', async () => {
    const soft = folderAt()
    const token = await soft.create({ label: 'x', pin: pin('old-pin') })
    const left = await leave(soft, token, 'old-pin')
    await token.changePin(pin('old-pin'), pin('new-pin'))
    await makeKey(token, 'new-pin', 'signing')
    const stolen = jsonOf(token.path)
    await unlock(token, left.pin, 'third-pin')
    const kept = jsonOf(token.path)
    put(token.path, { ...kept, pin: stolen.pin })
    expect(await codeOf(makeKey((await opened()).token, 'new-pin', 'signing'))).toBe('soft-file-damaged')
    put(token.path, kept)
    expect(
      await (await opened()).token.withSession(pin('third-pin'), (session) => session.keys()),
    ).toHaveLength(1)
  })

  it('seals nothing for a public key that somebody put into the file', async () => {
    const soft = folderAt()
    const token = await soft.create({ label: 'x', pin: pin('old-pin') })
    const { pin: secret } = await leave(soft, token, 'old-pin')
    const own = generateSm2KeyPair()
    const file = jsonOf(token.path)
    const foreign = Buffer.from(sm2Encrypt(own.publicKey, new Uint8Array(32))).toString('base64')
    const planted = { ...file.unlocks[0], id: 'planted', fileKey: foreign, publicKey: undefined }
    put(token.path, { ...file, unlocks: [...file.unlocks, planted] })
    const again = await opened()
    await again.token.changePin(pin('old-pin'), pin('new-pin'))
    expect(jsonOf(token.path).unlocks).toHaveLength(1)
    await unlock(again.token, secret, 'third-pin')
    expect(await codeOf(again.token.verifyPin(pin('third-pin')))).toBe('right')
  })
})

describe('the secret that is left with the authority', () => {
  it('is fresh after use, and the used one goes only once the fresh one is held', async () => {
    const soft = folderAt()
    const token = await soft.create({ label: 'x', pin: pin('first-pin') })
    const { pin: used } = await leave(soft, token, 'first-pin')
    expect(soft.wantsSecret(token.id)).toBe(false)
    const fresh = await unlock(token, used, 'second-pin')
    expect(soft.wantsSecret(token.id)).toBe(true)
    const again = await unlock(token, used, 'third-pin')
    await soft.secretHeld(token.id, again?.id ?? '')
    expect(soft.wantsSecret(token.id)).toBe(false)
    expect(await codeOf(unlock(token, used, 'fourth-pin'))).toBe('secret-wrong')
    expect(await codeOf(unlock(token, fresh?.pin ?? pin(''), 'fourth-pin'))).toBe('secret-wrong')
    expect(await codeOf(unlock(token, again?.pin ?? pin(''), 'fourth-pin'))).toBe('right')
    expect(await codeOf(token.verifyPin(pin('fourth-pin')))).toBe('right')
  })

  it('opens nothing on another machine, and does not travel in a backup', async () => {
    const soft = folderAt()
    const token = await soft.create({ label: 'x', pin: pin('first-pin') })
    const { pin: secret } = await leave(soft, token, 'first-pin')
    const backup = await soft.backup([{ id: token.id, pin: pin('first-pin') }], pin('a good password'))
    const elsewhere = new SoftFolder({
      folder,
      onChange: () => undefined,
      machineSecret: async () => new Uint8Array(32).fill(8),
    })
    await elsewhere.scan()
    const there = elsewhere.tokens[0]?.token
    expect(there && (await codeOf(unlock(there, secret, 'second-pin')))).toBe('soft-bound-elsewhere')
    await soft.restore(backup, pin('a good password'), pin('second-pin'))
    expect((await token.facts()).capabilities).not.toContain('unlock-with-secret')
    expect(await codeOf(unlock(token, secret, 'third-pin'))).toBe('token-lacks')
  })
})

it('a file of the first version opens, and takes a new file key at the next change of its PIN', async () => {
  const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
  copyFileSync(join(import.meta.dirname, 'version-1.json'), join(folder, '0000000000000001.soft.json'))
  await soft.scan()
  const [present] = soft.tokens
  const before = jsonOf(join(folder, '0000000000000001.soft.json'))
  await present?.token.changePin(pin('version-1'), pin('version-2'))
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.soft.json'))
  expect(jsonOf(join(folder, name))).toMatchObject({ version: 2, serial: before.serial, unlocks: [] })
  const data = await present?.token.withSession(pin('version-2'), (session) => session.data())
  expect(data?.map(({ label }) => label)).toEqual(['note'])
})
