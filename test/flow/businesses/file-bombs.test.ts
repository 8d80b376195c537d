import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../../house/businesses.ts'
import { pin } from '../../house/issuance.ts'
import {
  careful,
  checked,
  dearest,
  type FileStage,
  makeOldFiles,
  openFileStage,
  PIN,
  password,
  secret,
  taking,
  withCost,
} from './file-stage.ts'

let old: ReturnType<typeof makeOldFiles>
beforeAll(() => {
  old = makeOldFiles()
  return () => old.end()
})

let stage: FileStage
beforeEach(async () => {
  stage = await openFileStage()
})
afterEach(() => stage.close())

/** 128 MB, and no longer than it takes to fill them. */
const large = { ...dearest, p: 1 }

/** How often the main thread was free while this went on. */
const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  await work.catch(() => undefined)
  clearInterval(timer)
  return turns
}

/** The file with another number of rounds, each of which stands in it as these bytes. */
const withRounds = (base64: string, from: string, to: string): string => {
  const hex = Buffer.from(base64, 'base64').toString('hex')
  expect(hex).toContain(from)
  return Buffer.from(hex.replaceAll(from, to), 'hex').toString('base64')
}

const taken = (file: string) =>
  codeOf(stage.backup.importPfx(file, pin(secret), pin(PIN), checked)) as Promise<object>

describe('a .pfx file that was made to be slow', () => {
  it('keeps nobody waiting: other calls are answered while it is opened', async () => {
    const { client, close } = stage.openPage()
    let over = false
    const opening = client.backup.importPfx(taking(old.slow)).catch(() => undefined)
    void opening.then(() => {
      over = true
    })
    for (let n = 0; n < 20; n++) {
      const { code } = await client.backup.moved({ tokenId: 'soft|none' }).catch((error) => error.data)
      expect([n, code, over]).toEqual([n, 'token-absent', false])
      await pause(5)
    }
    close()
    await stage.ends()
  })

  it('is not opened fifty times at once, and PINs are answered meanwhile', async () => {
    const { client, close } = stage.openPage()
    const { tokenId } = await client.backup.importPfx(taking(old.quick))
    const all = Array.from({ length: 50 }, () =>
      client.backup.importPfx(taking(old.slow)).catch(({ data }) => data?.code),
    )
    const refused = await Promise.race([Promise.all(all.slice(5)), Promise.all(all.slice(0, 5))])
    expect(refused).toEqual(Array.from({ length: 45 }, () => 'busy-with-other'))
    await stage.keyring.token(tokenId)?.verifyPin(pin(PIN))
    expect([stage.openers.running.size, stage.openers.most]).toEqual([1, 1])
    close()
    await stage.ends()
  })

  it('is refused as such when its old ciphers ask for more than five million rounds', async () => {
    const ciphers = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']
    const file = old.pfx('-iter', '100000', ...ciphers)
    expect(await taken(withRounds(file, '02030186a0', '02034c4b41'))).toMatchObject({
      code: 'file-too-costly',
    })
  })

  it('is refused as such when its new ciphers do, and as damaged only when it is', async () => {
    const file = old.pfx('-iter', '100000', '-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC')
    expect(await taken(withRounds(file, '02030186a0', '02034c4b41'))).toMatchObject({
      code: 'file-too-costly',
    })
    expect(await taken(Buffer.from('hello').toString('base64'))).toMatchObject({ code: 'pfx-damaged' })
  })
})

describe('a .pfx file of the largest size', () => {
  it('takes no more than 128 MB above a small one', async () => {
    await taken(old.quick)
    const small = stage.openers.memory
    writeFileSync(join(old.folder, 'many.pem'), readFileSync(join(old.folder, 'c.pem'), 'utf8').repeat(4000))
    const file = old.pfx('-certfile', 'many.pem')
    expect(file.length).toBeGreaterThan(4_000_000)
    expect(await taken(file)).toMatchObject({ tokenId: expect.stringMatching(/^soft\|/) })
    expect(small).toBeGreaterThan(32 << 20)
    expect(stage.openers.memory - small).toBeLessThan(128 << 20)
  })
})

const hasNss = spawnSync('pk12util', ['-H']).error === undefined
if (!hasNss) console.log('skipped: pk12util is not installed (package libnss3-tools)')

describe.skipIf(!hasNss)('a .p12 file of NSS', () => {
  const madeByNss = (): string => {
    const at = (name: string) => join(old.folder, name)
    const database = ['-d', `sql:${old.folder}`, '-f', at('nss-pin')]
    writeFileSync(at('nss-pin'), '123456')
    writeFileSync(at('noise'), 'an unimportant key')
    const run = (program: string, ...args: readonly string[]) =>
      execFileSync(program, args, { stdio: 'ignore' })
    run('certutil', '-N', ...database)
    const key = ['-x', '-t', 'u,u,u', '-z', at('noise'), '-g', '2048']
    run('certutil', '-S', '-n', 'mine', '-s', 'CN=mine', ...key, ...database)
    const [, folder = ''] = database
    const out = ['-o', at('nss.p12'), '-n', 'mine', '-k', at('nss-pin'), '-W', secret]
    run('pk12util', ...out, '-d', folder)
    return readFileSync(at('nss.p12')).toString('base64')
  }
  let file: string
  beforeAll(() => {
    file = madeByNss()
  })

  it('is opened with all its rounds, and the main thread stays free meanwhile', async () => {
    const opening = taken(file)
    expect(await turnsDuring(opening)).toBeGreaterThan(10)
    expect(await opening).toMatchObject({ tokenId: expect.stringMatching(/^soft\|/) })
  })

  it('is refused as such when its rounds were made far more', async () => {
    expect(await taken(withRounds(file, '02030927c0', '02034c4b41'))).toMatchObject({
      code: 'file-too-costly',
    })
  })
})

describe('a backup', () => {
  let tokenId: string
  let backup: string
  beforeEach(async () => {
    tokenId = await stage.imported(old.quick)
    backup = (await stage.backup.create(tokenId, pin(PIN), pin(password), careful)).base64
  })
  const restored = (kdf: object) =>
    codeOf(stage.backup.restore(withCost(kdf, backup), pin(password), pin(PIN), checked))

  it.each([
    ['4.2 GB and a thousand times the work', { N: 2 ** 20, r: 32, p: 16 }],
    ['256 MB by its rounds', { N: 2 ** 18, r: 8, p: 1 }],
    ['256 MB by its blocks', { N: 2 ** 16, r: 32, p: 1 }],
    ['little memory for very long', { N: 2 ** 10, r: 8, p: 2 ** 20 }],
    ['more than can be written down', { N: 2 ** 52, r: 2 ** 40, p: 2 ** 40 }],
  ])('that asks for %s is refused as such', async (_, kdf) => {
    expect(await restored(kdf)).toMatchObject({ code: 'file-too-costly' })
  })

  it('that asks for as much as is allowed is tried, and the main thread stays free meanwhile', async () => {
    const trying = restored(dearest)
    expect(await turnsDuring(trying)).toBeGreaterThan(10)
    expect(await trying).toMatchObject({ code: 'backup-password-wrong' })
    expect(await restored({ N: 2 ** 10, r: 1, p: 2 ** 11 })).toMatchObject({ code: 'backup-password-wrong' })
  })

  it.each([
    ['no power of two', { N: 1025, r: 8, p: 1 }],
    ['no number', { N: '65536', r: 8, p: 1 }],
    ['nothing', { N: 0, r: 0, p: 0 }],
  ])('whose cost is %s is damaged', async (_, kdf) => {
    expect(await restored(kdf)).toMatchObject({ code: 'backup-damaged' })
  })

  it('is opened one at a time, however many there are: together they take the memory of one', async () => {
    const before = process.memoryUsage.rss()
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss() - before)
    }, 5)
    const all = await Promise.all(Array.from({ length: 3 }, () => restored(large)))
    clearInterval(watch)
    expect(all).toEqual(all.map(() => expect.objectContaining({ code: 'backup-password-wrong' })))
    expect(most).toBeGreaterThan(64 << 20)
    expect(most).toBeLessThan(200 << 20)
  })
})

describe('a soft certificate whose file was made dear', () => {
  const withLockCost = (kdf: object): void => {
    const path = join(stage.softFolder, String(stage.files().find((name) => String(name).endsWith('.json'))))
    const { checksum: _, ...file } = JSON.parse(readFileSync(path, 'utf8'))
    const lock = { ...file.pin.lock, kdf }
    writeFileSync(path, JSON.stringify({ ...file, pin: { ...file.pin, lock } }))
  }

  it('is refused as such at its PIN, and no try is spent', async () => {
    const tokenId = await stage.imported(old.quick)
    withLockCost({ N: 2 ** 20, r: 32, p: 16 })
    await stage.keyring.refresh()
    const verified = stage.keyring.token(tokenId)?.verifyPin(pin(PIN)) ?? Promise.reject()
    expect(await codeOf(verified)).toMatchObject({ code: 'file-too-costly' })
    expect(await stage.triesLeft(tokenId)).toBe(10)
  })

  it('leaves the main thread free when it asks for as much memory as is allowed', async () => {
    const tokenId = await stage.imported(old.quick)
    withLockCost(large)
    await stage.keyring.refresh()
    const verified = stage.keyring.token(tokenId)?.verifyPin(pin(PIN)) ?? Promise.reject()
    expect(await turnsDuring(verified)).toBeGreaterThan(10)
    await expect(verified).rejects.toMatchObject({ code: 'pin-wrong' })
  })
})
