import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBackupService } from '../../../src/main/backup/backup-service.ts'
import { backupHandlers } from '../../../src/main/backup/handlers.ts'
import { createServer, type Handlers } from '../../../src/main/contract/router.ts'
import { nodeFork } from '../../../src/main/shell/node-fork.ts'
import { createKeyring, type Fork, type Keyring } from '../../../src/native/index.ts'
import { clientOver } from '../../../src/renderer/live/client.ts'
import { duplexOver } from '../../../src/shared/channel/duplex.ts'
import { pin, removeFolder, temporary } from '../issuance/house.ts'
import { codeOf } from './house.ts'

const PIN = 'New-pin-26'
const password = 'a good password'
const checked = { strength: 'checked' } as const
/** What our own files cost here. */
const cheap = { N: 1024, r: 8, p: 1 } as const

const files = temporary()
const openssl = (...args: readonly string[]) =>
  execFileSync('openssl', args, { cwd: files, stdio: ['ignore', 'pipe', 'ignore'] })
const pfx = (...more: readonly string[]): string => {
  const from = ['-inkey', 'k.pem', '-in', 'c.pem', '-out', 'old.pfx', '-passout', 'pass:secret']
  openssl('pkcs12', '-export', ...from, ...more)
  return readFileSync(join(files, 'old.pfx')).toString('base64')
}
const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']

/** Just within the bound: many seconds of work. */
let slow: string
let quick: string
beforeAll(() => {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'k.pem',
    '-out',
    'c.pem',
    '-subj',
    '/CN=x',
  )
  slow = pfx('-iter', '700000', ...old)
  quick = pfx()
  return () => removeFolder(files)
})

let home: string
let keyring: Keyring
/** Process ids of the openers that run now, and how many ran at the same time at most. */
let running: Set<number>
let most: number

const watched: Fork = (entry, ...rest) => {
  const child = nodeFork(join(home, 'no-bundle'))(entry, ...rest)
  const { pid } = child
  if (pid !== undefined) {
    running.add(pid)
    most = Math.max(most, running.size)
    child.onExit(() => running.delete(pid))
  }
  return child
}

beforeEach(async () => {
  home = temporary()
  running = new Set()
  most = 0
  const drivers = { drivers: [], invalid: [], variables: {} }
  keyring = createKeyring({ drivers, fork: watched, usb: null, softFolder: join(home, 'soft'), kdf: cheap })
  keyring.start()
  await keyring.refresh()
})
afterEach(() => {
  keyring.stop()
  removeFolder(home)
})

const service = () =>
  createBackupService({
    fork: watched,
    keyring,
    pins: { checkNewSoft: () => undefined },
    history: { add: () => undefined },
    issuerOf: () => null,
    forget: () => undefined,
    now: () => new Date(),
  })

/** A page of the application; `close` is what happens when it goes. */
const openPage = (unforeseen: (error: unknown) => void = () => undefined) => {
  // One slice is enough for these questions.
  const handlers = backupHandlers(service()) as unknown as Handlers
  const here = duplexOver((message) => there.arrive(message))
  const there = duplexOver((message) => here.arrive(message))
  createServer(handlers, unforeseen)(there.duplex)
  const close = () => {
    there.leave()
    here.leave()
  }
  return { client: clientOver(here.duplex), close }
}

const taking = (file: string) => ({ file, password: 'secret', pin: PIN })
const tokens = () => keyring.current().tokens
const opens = () => expect.poll(() => running.size, { timeout: 20_000 }).toBe(1)
const ends = () => expect.poll(() => running.size, { timeout: 2_000 }).toBe(0)

describe('a .pfx file that was made to be slow', () => {
  it('keeps nobody waiting: other calls are answered while it is opened', async () => {
    const { client, close } = openPage()
    let over = false
    const opening = client.backup.importPfx(taking(slow)).catch(() => undefined)
    void opening.then(() => {
      over = true
    })
    for (let n = 0; n < 20; n++) {
      const { code } = await client.backup.moved({ tokenId: 'soft|none' }).catch((error) => error.data)
      expect([n, code, over]).toEqual([n, 'token-absent', false])
      await pause(5)
    }
    close()
    await ends()
  })

  it('ends when the person cancels, and the next file has its turn', async () => {
    const unforeseen: unknown[] = []
    const { client } = openPage((error) => unforeseen.push(error))
    const cancel = new AbortController()
    const opening = client.backup.importPfx(taking(slow), { signal: cancel.signal })
    void opening.catch(() => undefined)
    await opens()
    const [opener] = running
    cancel.abort()
    await expect(opening).rejects.toThrow()
    await ends()
    expect(() => process.kill(opener ?? 0, 0)).toThrow('ESRCH')
    expect(tokens()).toEqual([])
    await client.backup.importPfx(taking(quick))
    expect(tokens()).toHaveLength(1)
    expect(unforeseen).toEqual([])
  })

  it('ends with the page that asked for it', async () => {
    const { client, close } = openPage()
    void client.backup.importPfx(taking(slow)).catch(() => undefined)
    await opens()
    close()
    await ends()
    expect(tokens()).toEqual([])
  })

  it('is not opened fifty times at once, and PINs are answered meanwhile', async () => {
    const { client, close } = openPage()
    const { tokenId } = await client.backup.importPfx(taking(quick))
    const all = Array.from({ length: 50 }, () =>
      client.backup.importPfx(taking(slow)).catch(({ data }) => data?.code),
    )
    const refused = await Promise.race([Promise.all(all.slice(5)), Promise.all(all.slice(0, 5))])
    expect(refused).toEqual(Array.from({ length: 45 }, () => 'busy-with-other'))
    await keyring.token(tokenId)?.verifyPin(pin(PIN))
    expect([running.size, most]).toEqual([1, 1])
    close()
    await ends()
  })

  it('is refused as such when it asks for hours, and as damaged only when it is', async () => {
    const bytes = Buffer.from(pfx('-iter', '100000'), 'base64')
    bytes[bytes.lastIndexOf(Buffer.from('02030186a0', 'hex')) + 2] = 0x7f
    const take = (file: string) => codeOf(service().importPfx(file, pin('secret'), pin(PIN), checked))
    expect(await take(bytes.toString('base64'))).toMatchObject({ code: 'file-too-costly' })
    expect(await take(Buffer.from('hello').toString('base64'))).toMatchObject({ code: 'pfx-damaged' })
  })
})

const dear = (kdf: object, base64: string): string => {
  const file = JSON.parse(Buffer.from(base64, 'base64').toString())
  return Buffer.from(JSON.stringify({ ...file, kdf })).toString('base64')
}

describe('a backup', () => {
  let tokenId: string
  let backup: string
  beforeEach(async () => {
    tokenId = (await service().importPfx(quick, pin('secret'), pin(PIN), checked)).tokenId
    backup = (await service().create(tokenId, pin(PIN), pin(password), { tries: 'careful' })).base64
  })
  const restore = (kdf: object) =>
    codeOf(service().restore(dear(kdf, backup), pin(password), pin(PIN), checked))

  it.each([
    ['4.2 GB and a thousand times the work', { N: 2 ** 20, r: 32, p: 16 }],
    ['256 MB by its rounds', { N: 2 ** 18, r: 8, p: 1 }],
    ['256 MB by its blocks', { N: 2 ** 16, r: 32, p: 1 }],
    ['little memory for very long', { N: 2 ** 10, r: 8, p: 2 ** 20 }],
    ['more than can be written down', { N: 2 ** 52, r: 2 ** 40, p: 2 ** 40 }],
  ])('that asks for %s is refused as such', async (_, kdf) => {
    expect(await restore(kdf)).toMatchObject({ code: 'file-too-costly' })
  })

  it('that asks for as much as is allowed is tried', async () => {
    expect(await restore({ N: 2 ** 17, r: 8, p: 1 })).toMatchObject({ code: 'backup-password-wrong' })
    expect(await restore({ N: 2 ** 10, r: 1, p: 2 ** 11 })).toMatchObject({ code: 'backup-password-wrong' })
  })

  it.each([
    ['no power of two', { N: 1025, r: 8, p: 1 }],
    ['no number', { N: '65536', r: 8, p: 1 }],
    ['nothing', { N: 0, r: 0, p: 0 }],
  ])('whose cost is %s is damaged', async (_, kdf) => {
    expect(await restore(kdf)).toMatchObject({ code: 'backup-damaged' })
  })

  it('is given up at once when the page goes; nothing was restored, and PINs are answered', async () => {
    await keyring.soft.remove(tokenId)
    const { client, close } = openPage()
    const file = dear({ N: 2 ** 17, r: 8, p: 4 }, backup)
    const cancel = new AbortController()
    const given = client.backup.restore({ ...taking(file), password }, { signal: cancel.signal })
    const next = client.backup.restore({ ...taking(file), password })
    await pause(20)
    cancel.abort()
    await expect(given).rejects.toThrow()
    close()
    await expect(next).rejects.toThrow()
    const token = await keyring.createSoft({ label: 'x', pin: pin(PIN) })
    await token.verifyPin(pin(PIN))
    expect(tokens().map(({ facts }) => facts.id)).toEqual([token.id])
    await service().restore(backup, pin(password), pin(PIN), checked)
    expect(tokens()).toHaveLength(2)
  })

  it('that is given up while it is made spends no try, even under a wrong PIN', async () => {
    const cancel = new AbortController()
    const making = service().create(
      tokenId,
      pin('wrong-1'),
      pin(password),
      { tries: 'careful' },
      cancel.signal,
    )
    cancel.abort()
    expect(await codeOf(making)).toMatchObject({ code: 'cancelled-by-user' })
    await keyring.refresh()
    expect(tokens()[0]?.facts.pin.triesLeft).toBe(10)
  })
})

describe('a soft certificate whose file was made dear', () => {
  it('is refused as such at its PIN, and no try is spent', async () => {
    const { tokenId } = await service().importPfx(quick, pin('secret'), pin(PIN), checked)
    const path = join(
      home,
      'soft',
      readdirSync(join(home, 'soft')).find((name) => name.endsWith('.json')) ?? '',
    )
    const { checksum: _, ...file } = JSON.parse(readFileSync(path, 'utf8'))
    const lock = { ...file.pin.lock, kdf: { N: 2 ** 20, r: 32, p: 16 } }
    writeFileSync(path, JSON.stringify({ ...file, pin: { ...file.pin, lock } }))
    await keyring.refresh()
    expect(await codeOf(keyring.token(tokenId)?.verifyPin(pin(PIN)) ?? Promise.reject())).toMatchObject({
      code: 'file-too-costly',
    })
    expect(tokens()[0]?.facts.pin.triesLeft).toBe(10)
  })
})
