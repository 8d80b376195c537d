import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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

it('an old .pfx file is opened by the bundle in a process of its own, and ends with whoever gives it up', async () => {
  const cancel = new AbortController()
  const file = pfx('-iter', '700000', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES')
  const slow = page.client.backup.importPfx(taking(file), { signal: cancel.signal })
  void slow.catch(() => undefined)
  await expect.poll(() => openers().length, { timeout: 10_000 }).toBe(1)
  cancel.abort()
  await expect.poll(() => openers().length, { timeout: 2_000 }).toBe(0)
  await expect(slow).rejects.toThrow()
  const { tokenId } = await page.client.backup.importPfx(taking(pfx()))
  expect(tokenId).toMatch(/^soft\|/)
  await page.client.pin.verify({ tokenId, pin: 'New-pin-26' })
})
