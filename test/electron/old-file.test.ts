import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contractOf } from './contract-window.ts'
import { type ElectronProcess, startElectron } from './electron-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'old-file-'))
const openssl = (...args: readonly string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
const pfx = (...more: readonly string[]): string => {
  const from = ['-inkey', 'k.pem', '-in', 'c.pem', '-out', 'old.pfx', '-passout', 'pass:secret']
  openssl('pkcs12', '-export', ...from, ...more)
  return readFileSync(join(folder, 'old.pfx')).toString('base64')
}

let product: ElectronProcess
let page: Awaited<ReturnType<typeof contractOf>>
beforeAll(async () => {
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
  product = startElectron(['--hidden'])
  page = await contractOf(product)
})
afterAll(async () => {
  product.child.kill('SIGTERM')
  await product.ended()
  rmSync(folder, { recursive: true })
})

/** The openers that the product runs now. */
const openers = (): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = / (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) \w/, ''))?.[1]
        const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return parent === String(product.child.pid) && program.includes('pfx-opener.js')
      } catch {
        return false // it ended meanwhile
      }
    })

const taking = (file: string) => ({ file, password: 'secret', pin: 'New-pin-26' })

const quickly = { timeout: 10_000, interval: 1 }
const slow = () => pfx('-iter', '700000', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES')

it('an old .pfx file is opened by the bundle in its own process, which ends as soon as somebody cancels', {
  timeout: 90_000,
}, async () => {
  const cancel = new AbortController()
  const opening = page.client.backup.importPfx(taking(slow()), { signal: cancel.signal })
  void opening.catch(() => undefined)
  await expect.poll(() => openers().length, quickly).toBe(1)
  // Electron does not know the process yet, so it cannot be killed at once.
  cancel.abort()
  await expect.poll(() => openers().length, { timeout: 6_000 }).toBe(0)
  await expect(opening).rejects.toThrow()
  const { tokenId } = await page.client.backup.importPfx(taking(pfx()))
  expect(tokenId).toMatch(/^soft\|/)
  await page.client.pin.verify({ tokenId, pin: 'New-pin-26' })
})

it('the product ends at once while a file is being opened, and leaves no process behind', {
  timeout: 90_000,
}, async () => {
  void page.client.backup.importPfx(taking(slow())).catch(() => undefined)
  await expect.poll(() => openers().length, quickly).toBe(1)
  const [opener = ''] = openers()
  const exit = once(product.child, 'exit')
  product.child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
  await expect.poll(() => existsSync(`/proc/${opener}`), { timeout: 6_000 }).toBe(false)
})
