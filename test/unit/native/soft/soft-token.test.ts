import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SoftFolder, type SoftFolderOptions } from '../../../../src/native/soft/soft-folder.ts'
import type { Token } from '../../../../src/native/token.ts'
import {
  encodeEnvelopedKey,
  equalBytes,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Digest,
  sm2Encrypt,
  sm2Verify,
} from '../../../../src/pki/index.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { testAuthority } from '../../../flow/tokens/certificates.ts'

const PIN = '一二三456'
const pin = (text = PIN) => new Pin(text)
const codeOf = (work: Promise<unknown>) =>
  work.then(() => 'right').catch(({ code, params }) => ({ code, params }))

let path: string
const folderWith = (more: Partial<SoftFolderOptions> = {}) =>
  new SoftFolder({ folder: path, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 }, ...more })
const onlyFile = () => {
  const [name] = readdirSync(path).filter((one) => one.endsWith('.soft.json'))
  return join(path, name ?? '')
}
const opened = async (more: Partial<SoftFolderOptions> = {}): Promise<SoftFolder> => {
  const folder = folderWith(more)
  await folder.scan()
  return folder
}
const first = (folder: SoftFolder): Token => {
  const [present] = folder.tokens
  if (present === undefined) throw new Error('no soft token')
  return present.token
}

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'soft 证书-'))
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

describe('a soft token', () => {
  it('signs, decrypts what is encrypted to it, and stores an enveloped pair', async () => {
    const token = await folderWith().create({ label: '张三', pin: pin() })
    const message = Buffer.from('message')
    await token.withSession(pin(), async (session) => {
      const key = await session.generateSm2('signing')
      const own = key.publicKey ?? new Uint8Array()
      expect(await session.generateSm2('signing')).toEqual(key)
      expect(
        sm2Verify(own, message, await session.sign(key.keyId, sm2Digest(own, message), 'sm2-digest')),
      ).toBe(true)
      const pair = generateSm2KeyPair()
      const sealed = encodeEnvelopedKey(sealEnvelopedKey(own, pair))
      const kept = await session.importPair(key.keyId, 'encryption', sealed)
      expect(await session.importPair(key.keyId, 'encryption', sealed)).toEqual(kept)
      expect(Buffer.from(await session.decrypt(kept.keyId, sm2Encrypt(pair.publicKey, message)))).toEqual(
        message,
      )
    })
  })

  it('is there with everything on it when the folder is read again', async () => {
    const token = await folderWith().create({ label: '张三', pin: pin() })
    const keyId = await token.withSession(pin(), async (session) => {
      const key = await session.generateSm2('signing')
      const der = testAuthority().certify(key.publicKey ?? new Uint8Array(), 'signing')
      await session.writeCertificate(key.keyId, '签名证书', der)
      await session.writeData('note', Buffer.from('kept'))
      return key.keyId
    })
    const [present] = (await opened()).tokens
    expect(present?.facts).toMatchObject({ id: token.id, kind: 'soft', label: '张三' })
    expect(present?.certificates.map((one) => one.keyId)).toEqual([keyId])
    expect(present?.keys.map((one) => one.keyId)).toEqual([keyId])
    const data = await present?.token.withSession(pin(), (session) => session.data())
    expect(data?.map(({ label, value }) => [label, Buffer.from(value).toString()])).toEqual([
      ['note', 'kept'],
    ])
  })

  it('holds no key and no PIN in readable form', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin('secret-pin') })
    await token.withSession(pin('secret-pin'), async (session) => {
      await session.generateSm2('signing')
      await session.writeData('note', Buffer.from('a secret note'))
    })
    const text = readFileSync(onlyFile(), 'utf8')
    for (const secret of [
      'secret-pin',
      'a secret note',
      Buffer.from('a secret note').toString('base64'),
      'privateKey',
    ]) {
      expect(text).not.toContain(secret)
    }
  })

  it('removes keys and certificates, and accepts it when they are gone already', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    await token.withSession(pin(), async (session) => {
      const key = await session.generateSm2('a')
      const der = testAuthority().certify(key.publicKey ?? new Uint8Array(), 'signing')
      const { objectId } = await session.writeCertificate(key.keyId, 'c', der)
      for (const _ of [1, 2]) await session.removeCertificate(objectId)
      expect(await session.certificates()).toEqual([])
      for (const _ of [1, 2]) await session.removeKey(key.keyId)
      expect(await session.keys()).toEqual([])
      await expect(session.sign(key.keyId, new Uint8Array(32), 'sm2-digest')).rejects.toMatchObject({
        code: 'object-missing',
      })
    })
  })

  it('refuses everything once its scope is over', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    const { session, keyId } = await token.withSession(pin(), async (inside) => ({
      session: inside,
      keyId: (await inside.generateSm2('a')).keyId,
    }))
    await expect(session.sign(keyId, new Uint8Array(32), 'sm2-digest')).rejects.toMatchObject({
      code: 'pin-needed',
    })
    await expect(session.generateSm2('b')).rejects.toMatchObject({ code: 'pin-needed' })
  })

  it('refuses an envelope that is meant for somebody else', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    await token.withSession(pin(), async (session) => {
      const key = await session.generateSm2('signing')
      const strange = encodeEnvelopedKey(
        sealEnvelopedKey(generateSm2KeyPair().publicKey, generateSm2KeyPair()),
      )
      const work = session.importPair(key.keyId, 'encryption', strange)
      await expect(work).rejects.toMatchObject({ code: 'envelope-broken' })
    })
  })
})

describe('the PIN of a soft token', () => {
  it.each([
    ['12345', 'pin-length'],
    ['1'.repeat(21), 'pin-length'],
    ['12345\n', 'pin-not-encodable'],
    ['12345\u200b', 'pin-not-encodable'],
  ])('cannot be %j', async (text, code) => {
    expect(await codeOf(folderWith().create({ label: 'x', pin: pin(text) }))).toMatchObject({ code })
  })

  it('may have any printable characters', async () => {
    for (const text of ['中文密码六位', 'a b c d', '🔑🔑🔑🔑🔑🔑', '1'.repeat(20)]) {
      const token = await folderWith().create({ label: 'x', pin: pin(text) })
      expect(await codeOf(token.verifyPin(pin(text)))).toBe('right')
    }
  })

  it('has ten tries, counted on disk, and is then locked', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    const tries = []
    for (let n = 0; n < 11; n++)
      tries.push(await codeOf((n % 2 ? token : first(await opened())).verifyPin(pin('wrong!'))))
    expect(tries.slice(0, 8)).toEqual(
      [9, 8, 7, 6, 5, 4, 3, 2].map((triesLeft) => ({ code: 'pin-wrong', params: { triesLeft } })),
    )
    expect(tries.slice(8)).toEqual([
      { code: 'pin-wrong-last-try', params: {} },
      { code: 'pin-locked', params: {} },
      { code: 'pin-locked', params: {} },
    ])
    expect(await codeOf(token.verifyPin(pin()))).toMatchObject({ code: 'pin-locked' })
    expect((await token.facts()).pin).toMatchObject({ triesLeft: 0, locked: true })
  })

  it('has the result of each try written to disk exactly once, right or wrong', async () => {
    const onDisk: number[] = []
    const onChange = () => onDisk.push(JSON.parse(readFileSync(onlyFile(), 'utf8')).pin.triesLeft)
    await folderWith().create({ label: 'x', pin: pin() })
    const token = first(await opened({ onChange }))
    onDisk.length = 0
    await token.verifyPin(pin())
    await codeOf(token.verifyPin(pin('wrong!')))
    expect(onDisk).toEqual([10, 9])
  })

  it('is changed with the old one, and the keys stay', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    const key = await token.withSession(pin(), (session) => session.generateSm2('a'))
    expect(await codeOf(token.changePin(pin('wrong!'), pin('new-pin')))).toMatchObject({ code: 'pin-wrong' })
    expect(await codeOf(token.changePin(pin(), pin()))).toMatchObject({ code: 'pin-unchanged' })
    expect(await codeOf(token.changePin(pin(), pin('new-pin')))).toBe('right')
    expect(await codeOf(token.verifyPin(pin()))).toMatchObject({ code: 'pin-wrong' })
    expect(await token.withSession(pin('new-pin'), (session) => session.keys())).toEqual([key])
  })

  it('can be set again, once locked, with the authority’s secret if there is one', async () => {
    const folder = folderWith()
    const token = await folder.create({ label: 'x', pin: pin() })
    const left = await token.withSession(pin(), async (session) => session.secretToLeave?.())
    expect((await token.facts()).capabilities).not.toContain('unlock-with-secret')
    await folder.secretHeld(token.id, left?.id ?? '')
    expect((await token.facts()).capabilities).toContain('unlock-with-secret')
    for (let n = 0; n < 10; n++) await codeOf(token.verifyPin(pin('wrong!')))
    const unlock = (secret: Pin) =>
      codeOf(token.unlock({ kind: 'administrator', pin: secret }, pin('new-pin')))
    for (let n = 0; n < 12; n++)
      expect(await unlock(pin('another code'))).toMatchObject({ code: 'secret-wrong' })
    expect(await unlock(left?.pin ?? pin())).toBe('right')
    expect(await codeOf(token.verifyPin(pin('new-pin')))).toBe('right')
    const without = await folderWith().create({ label: 'y', pin: pin() })
    const refused = without.unlock({ kind: 'administrator', pin: left?.pin ?? pin() }, pin('new-pin'))
    expect(await codeOf(refused)).toMatchObject({ code: 'token-lacks' })
  })
})

describe('the file of a soft token', () => {
  it('opens only on its own machine, and no try is spent on another machine', async () => {
    const here = async () => new Uint8Array(32).fill(1)
    const there = async () => new Uint8Array(32).fill(2)
    await folderWith({ machineSecret: here }).create({ label: 'x', pin: pin() })
    for (const machineSecret of [there, async () => null]) {
      const token = first(await opened({ machineSecret }))
      expect(await codeOf(token.verifyPin(pin()))).toMatchObject({ code: 'soft-bound-elsewhere' })
      expect((await token.facts()).pin.triesLeft).toBe(10)
    }
    expect(await codeOf(first(await opened({ machineSecret: here })).verifyPin(pin()))).toBe('right')
  })

  it('is replaced, when damaged, by the copy kept before its last change', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    await token.withSession(pin(), (session) => session.generateSm2('a'))
    const file = onlyFile()
    writeFileSync(file, readFileSync(file).subarray(0, 100))
    const folder = await opened()
    expect(folder.troubles).toEqual([{ file: basename(file), code: 'soft-file-copy-used' }])
    expect(await codeOf(first(folder).verifyPin(pin()))).toBe('right')
    const [aside = ''] = readdirSync(join(path, 'retired'))
    expect(readFileSync(join(path, 'retired', aside)).length).toBe(100)
    await folder.scan()
    expect(folder.troubles).toEqual([{ file: basename(file), code: 'soft-file-copy-used' }])
    expect((await opened()).troubles).toEqual([])
  })

  it('is replaced, when gone, by its copy, and that is reported', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    await token.withSession(pin(), (session) => session.generateSm2('a'))
    const file = onlyFile()
    rmSync(file)
    const folder = await opened()
    expect(folder.troubles).toEqual([{ file: basename(file), code: 'soft-file-copy-used' }])
    expect(await codeOf(first(folder).verifyPin(pin()))).toBe('right')
    expect(JSON.parse(readFileSync(file, 'utf8')).label).toBe('x')
  })

  it('is reported as damaged even if that shows only when a PIN is given', async () => {
    const folder = folderWith()
    const token = await folder.create({ label: 'x', pin: pin() })
    writeFileSync(onlyFile(), 'damaged')
    expect(await codeOf(token.verifyPin(pin()))).toBe('right')
    expect(folder.troubles.map(({ code }) => code)).toEqual(['soft-file-copy-used'])
  })

  it('is used as far as possible when it was changed and has no copy, and that is reported', async () => {
    await folderWith().create({ label: 'x', pin: pin() })
    const file = onlyFile()
    writeFileSync(file, readFileSync(file, 'utf8').replace('"label": "x"', '"label": "y"'))
    rmSync(`${file}.previous`)
    const folder = await opened()
    expect(folder.troubles).toEqual([{ file: basename(file), code: 'soft-file-changed' }])
    expect(await codeOf(first(folder).verifyPin(pin()))).toBe('right')
  })

  it('never opens with the earlier PIN when it is damaged after a change of the PIN', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    await token.verifyPin(pin())
    await token.changePin(pin(), pin('new-pin'))
    for (const damage of [() => writeFileSync(onlyFile(), 'damaged'), () => rmSync(token.path)]) {
      damage()
      const again = first(await opened())
      expect(await codeOf(again.verifyPin(pin()))).toMatchObject({ code: 'pin-wrong' })
      expect(await codeOf(again.verifyPin(pin('new-pin')))).toBe('right')
    }
  })

  it('does not come back through its copy once set aside, wherever that was interrupted', async () => {
    const folder = folderWith()
    const { id } = await folder.create({ label: 'x', pin: pin() })
    const file = onlyFile()
    await folder.setAside(id)
    expect(readdirSync(path).filter((name) => name.startsWith(basename(file)))).toEqual([])
  })

  it.each([
    ['no JSON', 'soft-file-damaged'],
    ['{"format":"cert-assistant-soft-token","version":1}', 'soft-file-damaged'],
    ['{"format":"cert-assistant-soft-token","version":3}', 'soft-file-newer'],
  ])('that says %j is listed with its reason, and the others count', async (text, code) => {
    await folderWith().create({ label: 'good', pin: pin() })
    writeFileSync(join(path, 'bad.soft.json'), text)
    const folder = await opened()
    expect(folder.troubles).toEqual([{ file: 'bad.soft.json', code }])
    expect(folder.tokens.map(({ facts }) => facts.label)).toEqual(['good'])
  })

  it.each(['secrets', 'pin'])(
    'is not opened when its %s were tampered with and it has no copy',
    async (part) => {
      await folderWith().create({ label: 'x', pin: pin() })
      const file = JSON.parse(readFileSync(onlyFile(), 'utf8'))
      const box = part === 'secrets' ? file.secrets : file.pin.lock.key
      const text = Buffer.from(box.text, 'base64')
      text[0] = (text[0] ?? 0) ^ 1
      box.text = text.toString('base64')
      writeFileSync(onlyFile(), JSON.stringify(file))
      rmSync(`${onlyFile()}.previous`)
      const work = first(await opened()).withSession(pin(), (session) => session.keys())
      expect(await codeOf(work)).toMatchObject({ code: 'soft-file-damaged' })
    },
  )

  it('is replaced, when any one byte changed, by the copy, which stays whole', async () => {
    const token = await folderWith().create({ label: 'x', pin: pin() })
    const keyId = await token.withSession(pin(), async (session) => (await session.generateSm2('a')).keyId)
    await token.verifyPin(pin())
    const [file, copy] = [onlyFile(), `${onlyFile()}.previous`]
    const [bytes, before] = [readFileSync(file), readFileSync(copy)]
    for (let at = 11; at < bytes.length; at += 101) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(file, changed)
      writeFileSync(copy, before)
      const again = first(await opened())
      expect(await again.facts()).toMatchObject({ label: 'x' })
      await again.withSession(pin(), (session) => session.sign(keyId, new Uint8Array(32), 'sm2-digest'))
      expect(JSON.parse(readFileSync(copy, 'utf8')).label).toBe('x')
    }
  })

  it('is reported when its folder is really a file, and nothing else fails', async () => {
    rmSync(path, { recursive: true })
    writeFileSync(path, 'a file')
    const folder = await opened()
    expect(folder.troubles).toEqual([{ file: basename(path), code: 'folder-not-writable' }])
    expect(await codeOf(folder.create({ label: 'x', pin: pin() }))).toMatchObject({
      code: 'folder-not-writable',
    })
  })

  it('stays where it is when it cannot be set aside, and that is reported', async () => {
    const folder = folderWith()
    const { id } = await folder.create({ label: 'x', pin: pin() })
    writeFileSync(join(path, 'retired'), 'a file')
    expect(await codeOf(folder.setAside(id))).toMatchObject({ code: 'folder-not-writable' })
    expect(await codeOf(first(await opened()).verifyPin(pin()))).toBe('right')
  })

  it('can be removed, and set aside', async () => {
    const folder = folderWith()
    const [one, two] = [
      await folder.create({ label: '1', pin: pin() }),
      await folder.create({ label: '2', pin: pin() }),
    ]
    await folder.setAside(one.id)
    await folder.remove(two.id)
    expect((await opened()).tokens).toEqual([])
    expect(readdirSync(path)).toEqual(['retired'])
    expect(readdirSync(join(path, 'retired'))).toEqual([one.path.slice(path.length + 1)])
  })
})

describe('a backup', () => {
  it('restores soft tokens on another machine, under a new PIN, with everything on them', async () => {
    const here = folderWith({ machineSecret: async () => new Uint8Array(32).fill(1) })
    const token = await here.create({ label: '张三', pin: pin() })
    const key = await token.withSession(pin(), async (session) => {
      const made = await session.generateSm2('signing')
      await session.writeData('note', Buffer.from('kept'))
      return made
    })
    const backup = await here.backup([{ id: token.id, pin: pin() }], pin('a good password'))
    path = mkdtempSync(join(tmpdir(), 'soft-other-'))
    const there = folderWith({ machineSecret: async () => new Uint8Array(32).fill(2) })
    expect(await there.restore(backup, pin('a good password'), pin('other-pin'))).toEqual([token.id])
    const restored = first(there)
    await restored.withSession(pin('other-pin'), async (session) => {
      const signature = await session.sign(key.keyId, new Uint8Array(32).fill(5), 'sm2-digest')
      expect(signature.length).toBeGreaterThan(60)
      expect((await session.data()).map(({ label }) => label)).toEqual(['note'])
      const [same] = await session.keys()
      expect(equalBytes(same?.publicKey ?? new Uint8Array(), key.publicKey ?? new Uint8Array())).toBe(true)
    })
  })

  it('restores a locked token', async () => {
    const folder = folderWith()
    const token = await folder.create({ label: 'x', pin: pin() })
    const backup = await folder.backup([{ id: token.id, pin: pin() }], pin('a good password'))
    for (let n = 0; n < 10; n++) await codeOf(token.verifyPin(pin('wrong!')))
    const locked = readFileSync(onlyFile())
    await folder.restore(backup, pin('a good password'), pin('new-pin'))
    expect(await codeOf(first(folder).verifyPin(pin('new-pin')))).toBe('right')
    expect(folder.tokens).toHaveLength(1)
    const [aside = ''] = readdirSync(join(path, 'retired'))
    expect(readFileSync(join(path, 'retired', aside))).toEqual(locked)
  })

  it('replaces a file that cannot be read, which is kept aside', async () => {
    const folder = folderWith()
    const token = await folder.create({ label: 'x', pin: pin() })
    const backup = await folder.backup([{ id: token.id, pin: pin() }], pin('a good password'))
    rmSync(`${onlyFile()}.previous`)
    writeFileSync(onlyFile(), 'damaged')
    const again = await opened()
    expect(again.troubles).toHaveLength(1)
    await again.restore(backup, pin('a good password'), pin('new-pin'))
    expect(again.troubles).toEqual([])
    expect(await codeOf(first(again).verifyPin(pin('new-pin')))).toBe('right')
    const [aside = ''] = readdirSync(join(path, 'retired'))
    expect(readFileSync(join(path, 'retired', aside), 'utf8')).toBe('damaged')
  })

  it('waits for a session that is open on what it replaces, and is not overwritten by it', async () => {
    const folder = folderWith()
    const token = await folder.create({ label: 'x', pin: pin() })
    const backup = await folder.backup([{ id: token.id, pin: pin() }], pin('a good password'))
    let restoring: Promise<unknown> = Promise.resolve()
    await token.withSession(pin(), async (session) => {
      restoring = folder.restore(backup, pin('a good password'), pin('new-pin'))
      await session.writeData('a', Buffer.from('1'))
      await new Promise((resolve) => setTimeout(resolve, 300))
      await session.writeData('b', Buffer.from('2'))
    })
    await restoring
    expect(await codeOf(first(await opened()).verifyPin(pin('new-pin')))).toBe('right')
  })

  it('is refused with a wrong password, when it is damaged, and when it is no backup', async () => {
    const folder = folderWith()
    const token = await folder.create({ label: 'x', pin: pin() })
    const backup = await folder.backup([{ id: token.id, pin: pin() }], pin('a good password'))
    const restore = (bytes: Uint8Array, password = 'a good password') =>
      codeOf(folder.restore(bytes, pin(password), pin('new-pin')))
    expect(await restore(backup, 'a bad password')).toMatchObject({ code: 'backup-password-wrong' })
    expect(await restore(backup.subarray(0, 200))).toMatchObject({ code: 'backup-damaged' })
    expect(await restore(Buffer.from('hello'))).toMatchObject({ code: 'backup-damaged' })
    expect(await codeOf(folder.backup([{ id: token.id, pin: pin() }], pin('short')))).toMatchObject({
      code: 'pin-length',
    })
    expect(
      await codeOf(folder.backup([{ id: token.id, pin: pin('wrong!') }], pin('a good password'))),
    ).toMatchObject({
      code: 'pin-wrong',
    })
  })
})
