import { describe, expect, it } from 'vitest'
import { createOpenUnlockings } from '../../../../src/main/unlock/open-unlockings.ts'
import type { UnlockRecord } from '../../../../src/main/unlock/records.ts'
import type { UnlockFile } from '../../../../src/main/unlock/unlock-journal.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { authorityOf } from '../authority-of.ts'
import { moments } from '../moments.ts'
import { tokenAtHand } from '../token-at-hand.ts'

const at = '2026-03-01T08:00:00.000Z'
const started: UnlockRecord = {
  ...{ type: 'started', at, issuerId: 'demo', who: 'account', tokenName: '办公室' },
  token: { tokenId: 'token-1', kind: 'ukey', vendor: '明华', serial: 'S1' },
}
const fileOf = (id: string, records: readonly UnlockRecord[] = [started]): UnlockFile => ({
  ...{ id, records: () => records, append: async () => {}, close: async () => {} },
})

type Wish = {
  readonly left?: UnlockFile
  readonly written?: () => Promise<void>
  readonly closing?: () => Promise<void>
}

/** The open unlockings of an assistant. `log` has what was ended and withdrawn, `said` is the log. */
const unlockings = ({ left, written, closing }: Wish = {}) => {
  const log: string[] = []
  const said: string[] = []
  const over = new Map(left ? [['token-1', left]] : [])
  const open = createOpenUnlockings({
    journal: {
      end: async (file, how) => {
        log.push(`end ${file.id} ${how}`)
        await written?.()
      },
      withdraw: (tokenId) => void log.push(`withdraw ${tokenId}`),
    },
    interrupted: {
      takeOver: (tokenId) => {
        const file = over.get(tokenId) ?? null
        over.delete(tokenId)
        return file
      },
    },
    client: (issuerId) =>
      authorityOf(issuerId, () => ({
        sessions: {
          close: async () => {
            log.push(`close at ${issuerId}`)
            await closing?.()
          },
        },
      })).client(),
    nameOf: ({ facts }) => `name of ${facts.label}`,
    log: (line) => said.push(line),
  })
  return { open, log, said }
}
const { present } = tokenAtHand()
const other = tokenAtHand({ facts: { id: 'token-2' } }).present
const isWiped = (key: Uint8Array) => key.every((byte) => byte === 0)

describe('an unlocking that is open', () => {
  it('is found by its name and on its token', () => {
    const { open } = unlockings()
    const one = open.enter(present, fileOf('one'))
    expect(one).toMatchObject({
      ...{ tokenName: 'name of 办公室', issuerId: 'demo', token: { id: 'token-1' } },
      asked: { kind: 'ukey', vendor: '明华', serial: 'S1' },
      view: { id: 'one', tokenId: 'token-1', state: 'identify' },
    })
    expect([open.find('one'), open.on(present), open.on(other)]).toEqual([one, one, undefined])
  })

  it('is not there under another name', () => {
    const { open } = unlockings()
    expect(() => open.find('one')).toThrow(expect.objectContaining({ code: 'unlock-ended' }))
  })

  it('cannot go on from a journal that no unlocking has written', () => {
    const { open } = unlockings()
    expect(() => open.enter(present, fileOf('one', []))).toThrow(
      expect.objectContaining({ code: 'unlock-ended' }),
    )
  })

  it('may be one that a restart interrupted, which is taken over once', () => {
    const { open } = unlockings({ left: fileOf('left') })
    expect(open.on(other)).toBeUndefined()
    const found = open.on(present)
    expect([found?.view.id, open.on(present), open.find('left')]).toEqual(['left', found, found])
  })
})

describe('an unlocking that ends', () => {
  it('is gone, its key is wiped, its notice withdrawn and its end written', async () => {
    const { open, log } = unlockings()
    const one = open.enter(present, fileOf('one'))
    await open.end(one, 'done')
    expect(log).toEqual(['withdraw token-1', 'end one done'])
    expect([isWiped(one.recipient.privateKey), open.on(present)]).toEqual([true, undefined])
    expect(() => open.find('one')).toThrow(expect.objectContaining({ code: 'unlock-ended' }))
  })

  it('is over when its end is written', async () => {
    const written = Promise.withResolvers<void>()
    const { open } = unlockings({ written: () => written.promise })
    const over: string[] = []
    const ended = open.end(open.enter(present, fileOf('one')), 'refused').then(() => over.push('ended'))
    await moments()
    expect(over).toEqual([])
    written.resolve()
    await ended
  })

  it('closes a session of the person’s own, and does not wait for that', async () => {
    const { open, log } = unlockings({ closing: () => new Promise(() => {}) })
    const one = open.enter(present, fileOf('one'))
    one.ownSession = true
    await open.end(one, 'done')
    expect(log).toEqual(['withdraw token-1', 'close at demo', 'end one done'])
  })

  it.each([
    [new AssistantError('network-timeout'), 'network-timeout'],
    [new Error('a fault'), 'Error: a fault'],
  ])('only says in the log that its session was not closed', async (failure, words) => {
    const { open, said } = unlockings({ closing: async () => Promise.reject(failure) })
    const one = open.enter(present, fileOf('one'))
    one.ownSession = true
    await open.end(one, 'done')
    await moments()
    expect(said).toEqual([`the session of an unlocking was not closed: ${words}`])
  })
})

describe('an unlocking that a new one replaces', () => {
  it('is given up, and the new one waits until that is written', async () => {
    const written = Promise.withResolvers<void>()
    const { open, log } = unlockings({ written: () => written.promise })
    open.enter(present, fileOf('one'))
    const over: string[] = []
    const replaced = open.endOther(present).then(() => over.push('replaced'))
    await moments()
    expect([log, over]).toEqual([['withdraw token-1', 'end one given-up'], []])
    written.resolve()
    await replaced
    expect(over).toEqual(['replaced'])
  })

  it('may be one that a restart interrupted, or none', async () => {
    const { open, log } = unlockings({ left: fileOf('left') })
    await open.endOther(other)
    expect(log).toEqual([])
    await open.endOther(present)
    expect(log.at(-1)).toBe('end left given-up')
  })

  it('must not be running', async () => {
    const { open, log } = unlockings()
    open.enter(present, fileOf('one')).running = true
    await expect(open.endOther(present)).rejects.toMatchObject({ code: 'unlock-running' })
    expect(log).toEqual([])
  })
})

describe('an unlocking that is cancelled', () => {
  it('is given up unless it runs or is not known', () => {
    const { open, log } = unlockings()
    const one = open.enter(present, fileOf('one'))
    one.running = true
    open.cancel('one')
    open.cancel('two')
    expect([log, open.find('one')]).toEqual([[], one])
    one.running = false
    open.cancel('one')
    expect(log).toEqual(['withdraw token-1', 'end one given-up'])
  })

  it('only loses its key when the assistant stops, so that the next start can go on', () => {
    const { open, log } = unlockings()
    const all = [open.enter(present, fileOf('one')), open.enter(other, fileOf('two'))]
    open.stop()
    expect(all.map(({ recipient }) => isWiped(recipient.privateKey))).toEqual([true, true])
    expect([log, open.on(present)]).toEqual([[], undefined])
  })
})
