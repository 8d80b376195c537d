import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { TokenSession } from '../../../src/native/index.ts'
import { addFault } from '../../../src/native/virtual-ukey/faults.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import { serialsOf } from '../../house/tokens.ts'
import { testAuthority } from './certificates.ts'
import { openUkeyHouse, type UkeyHouse } from './ukey-house.ts'

const authority = testAuthority()

let house: UkeyHouse
beforeAll(async () => {
  house = await openUkeyHouse()
})
afterEach(() => house.clear())
afterAll(() => house.close())

describe('a scope', () => {
  it('ends logged out, even when the work in it fails', async () => {
    await house.insert('SCOPE')
    const failing = house.inSession('SCOPE', async () => {
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    let escaped: TokenSession | null = null
    await house.inSession('SCOPE', async (session) => {
      escaped = session
    })
    await expect((escaped as unknown as TokenSession).keys()).rejects.toMatchObject({ code: 'token-removed' })
  })

  it('keeps others waiting until it is over', async () => {
    await house.insert('TURNS')
    const order: string[] = []
    const one = (name: string) =>
      house.inSession('TURNS', async (session) => {
        order.push(`${name} in`)
        await session.keys()
        order.push(`${name} out`)
      })
    await Promise.all([one('a'), one('b'), one('c')])
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
  })
})

describe('what is on a token', () => {
  it('is listed even when there are two hundred objects', async () => {
    await house.insert('MANY')
    const der = Array.from({ length: 200 }, () =>
      authority.certify(generateSm2KeyPair().publicKey, 'signing'),
    )
    await house.inSession('MANY', async (session) => {
      for (const [at, one] of der.entries())
        await session.writeCertificate(String(at).padStart(4, '0'), `c${at}`, one)
    })
    const state = await house.until(
      ({ tokens }) => tokens.find(({ facts }) => facts.serial === 'MANY')?.certificates.length === 200,
    )
    expect(serialsOf(state)).toContain('MANY')
  })

  it('may have labels in GBK', async () => {
    const gbk = Uint8Array.of(0xce, 0xd2, 0xb5, 0xc4, 0x55) // 我的U
    await house.insert('GBK', { label: gbk })
    // The binding loses a token's own label that is not UTF-8, so the model replaces it.
    expect(house.present('GBK').facts.label).toBe('VU-SM2')
  })
})

describe('a library that answers nonsense', () => {
  it('is not believed, so an absurd length is an error and not a signature', async () => {
    await house.insert('GARBAGE')
    const outcome = await house
      .inSession('GARBAGE', async (session) => {
        const key = await session.generateSm2('signing')
        addFault(house.home, 'GARBAGE', { on: 'sign', action: { kind: 'garbage' } })
        return session.sign(key.keyId, new Uint8Array(32).fill(7), 'sm2-digest').catch(({ code }) => code)
      })
      .catch(({ code }) => code)
    expect(['token-answered-nonsense', 'driver-crashed', 'token-refused']).toContain(outcome)
  })

  it('says that the key is full', async () => {
    await house.insert('FULL')
    addFault(house.home, 'FULL', { on: 'generate', action: { kind: 'full' } })
    await expect(house.inSession('FULL', (session) => session.generateSm2('x'))).rejects.toMatchObject({
      code: 'token-full',
    })
  })
})

describe('an application that is killed leaves no token host behind', () => {
  it('while a library hangs', async () => {
    await house.insert('LEFT')
    const file = join(import.meta.dirname, 'hanging-application.ts')
    const application = fork(file, [house.folder, house.home, 'LEFT'])
    const host = await new Promise<number>((resolve) =>
      application.once('message', (pid) => resolve(Number(pid))),
    )
    expect(isAlive(host)).toBe(true)
    application.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(host)).toBe(false), { timeout: 20_000, interval: 100 })
  })

  it('while a thread waits for keys inside an SKF library', async () => {
    await house.insert('WAIT')
    const application = fork(join(import.meta.dirname, 'waiting-application.ts'), [house.folder])
    const host = await new Promise<number>((resolve) =>
      application.once('message', (pid) => resolve(Number(pid))),
    )
    expect(isAlive(host)).toBe(true)
    application.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(host)).toBe(false), { timeout: 20_000, interval: 100 })
  })

  // A process that has ended but not been collected still has a number, but its state is Z.
  const isAlive = (pid: number): boolean => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
    } catch {
      return false
    }
  }
})
