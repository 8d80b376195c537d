import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { authorityStep } from '../../../../../src/main/diagnosis/steps/authority.ts'
import { AssistantError } from '../../../../../src/shared/errors/index.ts'
import { computer, saidIn } from '../step-world.ts'

const { worldWith } = computer()
const issuer = (id: string, address: string | null = `http://${id}.example.cn`) => ({
  id,
  name: `机构${id}`,
  address,
})
const worldOf = (
  issuers: readonly ReturnType<typeof issuer>[],
  check: (id: string) => Promise<unknown> = async () => null,
) => worldWith({ issuers: () => issuers, authority: (id: string) => ({ check: () => check(id) }) })
const failing = (error: Error) => () => Promise.reject(error)

describe('the check of authorities', () => {
  it('is made where there is an address', () => {
    expect(authorityStep.when(worldOf([issuer('a', null), issuer('b')]))).toBe(true)
    expect(authorityStep.when(worldOf([issuer('a', null)]))).toBe(false)
    expect(authorityStep.when(worldOf([]))).toBe(false)
  })

  it('asks each that has an address, and is content with an answer', async () => {
    const asked: string[] = []
    const world = worldOf([issuer('a'), issuer('b', null), issuer('c')], async (id) => void asked.push(id))
    expect([await authorityStep.check(world), asked]).toEqual([[], ['a', 'c']])
  })

  it.each(['network-refused', 'authority-fault', 'network-tls'] as const)('tells of %s', async (code) => {
    const findings = await authorityStep.check(worldOf([issuer('a')], failing(new AssistantError(code))))
    expect(saidIn(findings)).toEqual([[code, 'problem']])
    expect(findings[0]).toMatchObject({
      ...{ key: `${code} a`, systemWords: '机构a', repair: null },
      place: { page: 'settings', section: 'general' },
    })
  })

  it('tells of each that fails', async () => {
    const world = worldOf([issuer('a'), issuer('b')], failing(new AssistantError('network-refused')))
    expect((await authorityStep.check(world)).map(({ key }) => key)).toEqual([
      ...['network-refused a', 'network-refused b'],
    ])
  })

  it('does not hide a fault of its own', async () => {
    await expect(authorityStep.check(worldOf([issuer('a')], failing(new Error('odd'))))).rejects.toThrow(
      'odd',
    )
  })

  it('looks at the certificate of one that is not trusted; if nobody answers there, the error stays', async () => {
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const address = `https://127.0.0.1:${port}`
    const world = worldOf([issuer('a', address)], failing(new AssistantError('network-tls')))
    expect(saidIn(await authorityStep.check(world))).toEqual([['network-tls', 'problem']])
  })

  it.each([
    ['http://a.example.cn', [['network-timeout', 'problem']]],
    ['embedded', []],
  ])('waits four seconds for %s', async (address, said) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const seen: unknown[] = []
    const checked = authorityStep
      .check(worldOf([issuer('a', address)], () => new Promise(() => {})))
      .then((findings) => seen.push(saidIn(findings)))
    await vi.advanceTimersByTimeAsync(3_999)
    expect(seen).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await checked
    expect(seen).toEqual([said])
  })
})
