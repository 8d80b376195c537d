import { describe, expect, it } from 'vitest'
import { CannotStart } from '../../../src/ra/cannot-start.ts'
import { foundRa, startRa } from '../../../src/ra/server.ts'

const stopped = () => Promise.reject(new Error('the database was opened'))
const start = async (more: Partial<Parameters<typeof startRa>[0]>) => {
  const logged: string[] = []
  const ended = await startRa({
    dataDir: '/nonexistent/data',
    worker: 1,
    openStore: stopped,
    log: (line) => logged.push(line),
    ...more,
  }).catch((error: unknown) => error)
  return { ended, logged }
}
const opened = new Error('the database was opened')

describe('an authority', () => {
  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    [undefined, true],
    ['0.0.0.0', false],
    ['192.0.2.1', false],
  ])('on %s may have captchas with a fixed answer: %s', async (host, may) => {
    const { ended } = await start({ captchaAnswer: 'AB12', ...(host === undefined ? {} : { host }) })
    if (may) expect(ended).toEqual(opened)
    else {
      expect(ended).toBeInstanceOf(CannotStart)
      expect(ended).toMatchObject({ message: 'a fixed captcha answer is only allowed on a loopback address' })
    }
  })

  it('warns when others can read what is sent to it', async () => {
    const warning = expect.stringContaining('other machines reach this server over plain HTTP')
    expect((await start({ host: '0.0.0.0' })).logged).toEqual([warning])
    expect((await start({ host: '127.0.0.1' })).logged).toEqual([])
    expect((await start({})).logged).toEqual([])
  })

  it('of several processes needs a database that they can share', async () => {
    const shared = { message: 'several processes cannot share a database in a file' }
    const alone = await startRa({ dataDir: '/nonexistent/data', worker: 1 }).catch((error: unknown) => error)
    expect(alone).toBeInstanceOf(CannotStart)
    expect(alone).toMatchObject(shared)
    await expect(foundRa({ dataDir: '/nonexistent/data', worker: 1 })).rejects.toMatchObject(shared)
  })

  it('cannot start with a TLS key that it cannot read', async () => {
    const { ended } = await start({ tls: { key: 'no key', cert: 'none' }, host: '0.0.0.0' })
    expect(ended).toBeInstanceOf(CannotStart)
    expect((await start({ tls: { key: 'no key', cert: 'none' }, host: '0.0.0.0' })).logged).toEqual([])
  })
})
