import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dataDir, type Flags, parse, required } from '../../../../src/ra/cli/arguments.ts'
import { seed, serve } from '../../../../src/ra/cli/serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'serve-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const phrase = join(folder, 'phrase')
writeFileSync(phrase, 'a passphrase\n')

beforeEach(() => vi.stubEnv('RA_PASSPHRASE', 'a passphrase'))
afterEach(() => vi.unstubAllEnvs())

/** Its absence is noticed last of all, so that what comes before it was accepted. */
const last: Flags = { 'tls-key': join(folder, 'no-key'), 'tls-cert': phrase }
const url = 'postgres://ra@db.example/ra'
const served = (flags: Flags) => serve({ data: folder, ...last, ...flags })
const accepted = (flags: Flags) => expect(served(flags)).rejects.toThrow(/cannot read .*no-key/)
const refused = (flags: Flags, message: string) =>
  expect(served(flags)).rejects.toMatchObject({ name: 'Usage', message })

describe('the arguments of a command', () => {
  it('are read with those after it', () => {
    const { values, positionals } = parse(['serve', '--data', 'd', '--demo', '--proxy', 'a', '--proxy', 'b'])
    expect([{ ...values }, positionals]).toEqual([{ data: 'd', demo: true, proxy: ['a', 'b'] }, ['serve']])
  })

  it('that nobody knows are refused', () => {
    expect(() => parse(['--nonsense'])).toThrow(expect.objectContaining({ name: 'Usage' }))
    expect(() => parse(['--nonsense'])).toThrow("Unknown option '--nonsense'")
  })

  it('that are missing or empty are named', () => {
    expect(required('x', '--data DIR')).toBe('x')
    expect(() => required(undefined, '--key FILE')).toThrow('missing: --key FILE')
    expect(() => dataDir({ data: '' })).toThrow('missing: --data DIR')
    expect(dataDir({ data: 'd' })).toBe('d')
  })
})

describe('an authority that is to serve', () => {
  it('needs its data folder and both files of TLS', async () => {
    await refused({ data: '' }, 'missing: --data DIR')
    await accepted({})
    const one = serve({ data: folder, 'tls-cert': phrase })
    await expect(one).rejects.toThrow('missing: --tls-key FILE')
    const other = serve({ data: folder, 'tls-key': phrase })
    await expect(other).rejects.toThrow('missing: --tls-cert FILE')
  })

  it('needs a passphrase, in its file or the environment, unless it is a demonstration', async () => {
    const missing = 'set RA_PASSPHRASE or --passphrase-file: the keys of the CA are sealed under it'
    vi.stubEnv('RA_PASSPHRASE', undefined)
    await refused({}, missing)
    await accepted({ demo: true })
    await accepted({ 'passphrase-file': phrase })
    vi.stubEnv('RA_PASSPHRASE', '')
    await refused({}, 'the passphrase is empty')
    await refused({ demo: true }, 'the passphrase is empty')
    await accepted({ 'passphrase-file': phrase })
  })

  it.each(['0', '1', '65535'])('may have the port %s', async (port) => {
    await accepted({ port })
  })

  it.each(['-1', '65536', '1.5', 'x'])('may not have the port %s', async (port) => {
    await refused({ port }, `not a port: ${port}`)
  })

  it('knows its proxies by IP addresses only', async () => {
    await accepted({ proxy: ['192.0.2.1', '::1'] })
    await refused({ proxy: ['192.0.2.1', 'proxy.example'] }, '--proxy ADDRESS: no IP address: proxy.example')
  })

  it.each(['http://ra.example', 'https://ra.example/ra/'])('may be public at %s', async (address) => {
    await accepted({ 'public-url': address })
  })

  it.each(['ftp://ra.example', 'ra.example', 'http://ra.example/?a', 'http://ra.example/#a', 'xhttp://a'])(
    'may not be public at %s',
    async (address) => {
      await refused({ 'public-url': address }, `not an http or https address: ${address}`)
    },
  )

  it.each(['1', '64'])('may have %s workers', async (workers) => {
    await accepted({ workers, database: url, port: '1' })
  })

  it.each(['0', '65', '1.5', 'x'])('may not have %s workers', async (workers) => {
    await refused({ workers, database: url, port: '1' }, `not a number of workers from 1 to 64: ${workers}`)
  })

  it('has workers only with PostgreSQL, with a port, and not for a demonstration', async () => {
    const workers = '2'
    await refused(
      { workers, port: '1' },
      '--workers needs --database: several processes cannot share the database in the data folder',
    )
    await refused(
      { workers, port: '1', database: url, demo: true },
      '--workers and --demo: the cashier and the bank of a demonstration have one process',
    )
    const portless = '--workers needs --port: every process must find the same one again'
    await refused({ workers, database: url }, portless)
    await refused({ workers, database: url, port: '0' }, portless)
  })

  it.each(['0', '65535', '127.0.0.1:9', '[::1]:9'])('may tell figures at %s', async (metrics) => {
    await accepted({ metrics })
  })

  it.each(['', '65536', 'x', ':9', 'host:', '123456'])('may not tell figures at %s', async (metrics) => {
    await refused({ metrics }, `--metrics [HOST:]PORT: not ${metrics}`)
  })
})

describe('a seeding', () => {
  it('is of the demonstration only, in the data folder', async () => {
    const usage = { name: 'Usage', message: 'seed what? Only: seed demo' }
    await expect(seed({ data: folder }, 'other')).rejects.toMatchObject(usage)
    await expect(seed({ data: folder }, undefined)).rejects.toMatchObject(usage)
    const postgres = seed({ data: folder, database: url }, 'demo')
    await expect(postgres).rejects.toThrow('seed knows only the database in the data folder')
    await expect(seed({}, 'demo')).rejects.toThrow('missing: --data DIR')
  })
})
