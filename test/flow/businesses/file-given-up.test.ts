import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
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

/** Later and later moments, from at once until after the end of a cheap piece of work. */
const moments = [0, 1, 2, 3, 5, 8, 9, 10, 12, 15, 20, 28, 41, 62, 96, 150]

/** Starts work and gives it up after so many turns of the event loop, the later of them a millisecond long. */
const givenUpAfter = async (turns: number, work: (signal: AbortSignal) => Promise<unknown>) => {
  const cancel = new AbortController()
  const ending = codeOf(work(cancel.signal).then(() => ({ code: 'done' }))) as Promise<{ code: string }>
  for (let n = 0; n < turns; n++) await (n < 8 ? turn() : pause(1))
  cancel.abort()
  return (await ending).code
}

describe('a .pfx file that takes long', () => {
  it('ends when the person cancels, and the next file has its turn', async () => {
    const unforeseen: unknown[] = []
    const { client } = stage.openPage((error) => unforeseen.push(error))
    const cancel = new AbortController()
    const opening = client.backup.importPfx(taking(old.slow), { signal: cancel.signal })
    void opening.catch(() => undefined)
    await stage.opens()
    const [opener] = stage.openers.running
    cancel.abort()
    await expect(opening).rejects.toThrow()
    await stage.ends()
    expect(() => process.kill(opener ?? 0, 0)).toThrow('ESRCH')
    expect(stage.tokens()).toEqual([])
    await client.backup.importPfx(taking(old.quick))
    expect(stage.tokens()).toHaveLength(1)
    expect(unforeseen).toEqual([])
  })

  it('ends with the page that asked for it', async () => {
    const { client, close } = stage.openPage()
    void client.backup.importPfx(taking(old.slow)).catch(() => undefined)
    await stage.opens()
    close()
    await stage.ends()
    expect(stage.tokens()).toEqual([])
  })

  it('can be cancelled at any moment: no process is left, and no certificate appears', async () => {
    for (const turns of moments) {
      const code = await givenUpAfter(turns, (signal) =>
        stage.backup.importPfx(old.slow, pin(secret), pin(PIN), checked, signal),
      )
      expect([turns, code]).toEqual([turns, 'cancelled-by-user'])
    }
    await stage.ends()
    expect(stage.files()).toEqual([])
    expect(stage.openers.most).toBe(1)
    await stage.imported(old.quick)
  })

  it('is over when its process is killed from outside, and the next file has its turn', async () => {
    const opening = stage.backup.importPfx(old.slow, pin(secret), pin(PIN), checked)
    const next = stage.imported(old.quick)
    await stage.opens()
    for (const opener of stage.openers.running) process.kill(opener, 'SIGKILL')
    await expect(opening).rejects.toThrow('SIGKILL')
    expect(await next).toMatch(/^soft\|/)
    expect(stage.tokens()).toHaveLength(1)
  })
})

describe('a backup that is restored', () => {
  let backup: string
  beforeEach(async () => {
    const tokenId = await stage.imported(old.quick)
    backup = (await stage.backup.create(tokenId, pin(PIN), pin(password), careful)).base64
    await stage.keyring.soft.remove(tokenId)
  })

  it('is given up at once when the page goes; nothing was restored, and PINs are answered', async () => {
    const { client, close } = stage.openPage()
    const file = withCost(dearest, backup)
    const cancel = new AbortController()
    const given = client.backup.restore({ ...taking(file), password }, { signal: cancel.signal })
    const next = client.backup.restore({ ...taking(file), password })
    await pause(20)
    cancel.abort()
    await expect(given).rejects.toThrow()
    close()
    await expect(next).rejects.toThrow()
    const token = await stage.keyring.createSoft({ label: 'x', pin: pin(PIN) })
    await token.verifyPin(pin(PIN))
    expect(stage.tokens().map(({ facts }) => facts.id)).toEqual([token.id])
    await stage.backup.restore(backup, pin(password), pin(PIN), checked)
    expect(stage.tokens()).toHaveLength(2)
  })

  it('is restored whole or not at all, at whatever moment it is cancelled', async () => {
    for (const turns of moments) {
      const code = await givenUpAfter(turns, (signal) =>
        stage.backup.restore(backup, pin(password), pin(PIN), checked, signal),
      )
      const held = stage.tokens().map(({ facts }) => facts.id)
      expect([turns, code, held.length]).toEqual([turns, code, code === 'done' ? 1 : 0])
      if (code !== 'done') expect(stage.files()).toEqual([])
      for (const id of held) await stage.keyring.soft.remove(id)
    }
    await stage.backup.restore(backup, pin(password), pin(PIN), checked)
  })
})

describe('the tries of a PIN', () => {
  let tokenId: string
  beforeEach(async () => {
    tokenId = await stage.imported(old.quick)
  })
  const backUp = (typed: string, signal?: AbortSignal) =>
    stage.backup.create(tokenId, pin(typed), pin(password), careful, signal)

  it('are not spent by a right PIN, at whatever moment its backup is cancelled', async () => {
    for (const turns of moments) {
      await givenUpAfter(turns, (signal) => backUp(PIN, signal))
      expect([turns, await stage.triesLeft(tokenId)]).toEqual([turns, 10])
    }
  })

  it('are not spent by a wrong PIN that was cancelled before it was checked', async () => {
    expect(await givenUpAfter(0, (signal) => backUp('wrong-1', signal))).toBe('cancelled-by-user')
    expect(await stage.triesLeft(tokenId)).toBe(10)
  })

  it('are spent one by one by a wrong PIN that was checked, whether or not it was cancelled', async () => {
    let left = 10
    for (const turns of moments) {
      const code = await givenUpAfter(turns, (signal) => backUp('wrong-1', signal))
      const now = (await stage.triesLeft(tokenId)) ?? 0
      expect([turns, left - now]).toEqual([turns, code === 'pin-wrong' ? 1 : expect.toBeOneOf([0, 1])])
      left = now
      await stage.keyring.token(tokenId)?.verifyPin(pin(PIN))
      left = 10
    }
  })

  it('are counted right when two ask at once, and one of them gives up', async () => {
    const cancel = new AbortController()
    const all = [backUp('wrong-1'), backUp('wrong-2', cancel.signal), backUp('wrong-3'), backUp('wrong-4')]
    cancel.abort()
    const codes = await Promise.all(all.map(codeOf))
    expect(codes.map((one) => (one as { code: string }).code)).toEqual([
      'pin-wrong',
      'cancelled-by-user',
      'pin-wrong',
      'pin-wrong',
    ])
    expect(await stage.triesLeft(tokenId)).toBe(7)
  })
})
