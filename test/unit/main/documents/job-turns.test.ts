import { describe, expect, it } from 'vitest'
import type { Grants } from '../../../../src/main/documents/file-work/file-worker.ts'
import { createTurns, isHolding } from '../../../../src/main/documents/turns.ts'
import { AssistantError, type ErrorCode } from '../../../../src/shared/errors/index.ts'
import { turn } from '../moments.ts'

const gone = new AssistantError('token-removed')

/** Files whose token is played by the test: `use` ends a use of it. */
const atWork = () => {
  const turns = createTurns()
  const asked: string[] = []
  const file = (name: string) => {
    const used = Promise.withResolvers<Uint8Array>()
    const grants: Grants = {
      sign: (digest, scheme) => {
        asked.push(`${name} signs ${digest.length} ${scheme}`)
        return used.promise
      },
      openKey: async (head) => {
        asked.push(`${name} opens ${head.length}`)
        return { kind: 'shown', key: await used.promise }
      },
      openPart: (iv, data, last) => {
        asked.push(`${name} opens part ${iv.length} ${data.length} ${last}`)
        return used.promise
      },
    }
    const mine = turns.next()
    return {
      ...{ through: mine.through(grants), over: mine.over },
      use: () => used.resolve(Uint8Array.of(1)),
      fail: () => used.reject(gone),
    }
  }
  return { file, asked }
}
const heardOf = (promise: Promise<unknown>) => {
  const heard: unknown[] = []
  promise.then(
    () => heard.push('granted'),
    (error: unknown) => heard.push(error),
  )
  return heard
}
const bytes = (length: number) => new Uint8Array(length)

describe('files that are worked on at once', () => {
  it('use the token one after another, in the order of the files', async () => {
    const { file, asked } = atWork()
    const [one, two] = [file('one'), file('two')]
    const second = heardOf(two.through.sign(bytes(32), 'sm2-digest'))
    await turn()
    expect(asked).toEqual([])
    const first = heardOf(one.through.sign(bytes(31), 'rsa-sha256'))
    await turn()
    expect(asked).toEqual(['one signs 31 rsa-sha256'])
    one.use()
    await turn()
    expect([asked, first, second]).toEqual([
      ...[['one signs 31 rsa-sha256', 'two signs 32 sm2-digest'], ['granted'], []],
    ])
    two.use()
    await turn()
    expect(second).toEqual([])
    one.over(null)
    await turn()
    expect(second).toEqual(['granted'])
  })

  it('wait also for a file before them that uses no token', async () => {
    const { file, asked } = atWork()
    const [one, two] = [file('one'), file('two')]
    const opened = heardOf(two.through.openKey(bytes(3)))
    await turn()
    expect(asked).toEqual([])
    one.over(null)
    await turn()
    expect(asked).toEqual(['two opens 3'])
    two.use()
    await turn()
    expect(opened).toEqual(['granted'])
  })

  it('may use the token again and again', async () => {
    const { file, asked } = atWork()
    const one = file('one')
    one.use()
    expect(await one.through.openKey(bytes(2))).toEqual({ kind: 'shown', key: Uint8Array.of(1) })
    expect(await one.through.openPart(bytes(16), bytes(5), true)).toEqual(Uint8Array.of(1))
    expect(asked).toEqual(['one opens 2', 'one opens part 16 5 true'])
  })

  it('all fail with what holds the job, without a word to the token', async () => {
    const { file, asked } = atWork()
    const [one, two, three] = [file('one'), file('two'), file('three')]
    const [second, third] = [
      heardOf(two.through.openPart(bytes(16), bytes(1), false)),
      heardOf(three.through.sign(bytes(1), 'sm2-digest')),
    ]
    one.over(gone)
    await turn()
    expect([second, third, asked]).toEqual([[gone], [gone], []])
    two.over(null)
    three.over(null)
  })

  it('get nothing that was granted before, if a file before them holds the job', async () => {
    const { file } = atWork()
    const [one, two] = [file('one'), file('two')]
    one.use()
    await one.through.sign(bytes(1), 'sm2-digest')
    two.use()
    const second = heardOf(two.through.sign(bytes(1), 'sm2-digest'))
    await turn()
    expect(second).toEqual([])
    one.over(gone)
    await turn()
    expect(second).toEqual([gone])
  })

  it('wait until a file is over whose use failed', async () => {
    const { file, asked } = atWork()
    const [one, two] = [file('one'), file('two')]
    one.fail()
    const first = heardOf(one.through.sign(bytes(1), 'sm2-digest'))
    heardOf(two.through.sign(bytes(1), 'sm2-digest'))
    await turn()
    expect([first, asked]).toEqual([[gone], ['one signs 1 sm2-digest']])
    one.over(null)
    await turn()
    expect(asked).toHaveLength(2)
  })
})

describe('a job', () => {
  it.each<ErrorCode>([
    ...(['token-removed', 'token-absent', 'token-swapped', 'token-busy', 'token-used-elsewhere'] as const),
    ...(['token-used-by', 'token-refused', 'token-answered-nonsense', 'driver-not-answering'] as const),
    ...(['driver-crashed', 'driver-gave-up', 'pin-locked', 'pin-not-initialised', 'pin-needed'] as const),
    ...(['cancelled-by-user', 'busy-with-other', 'document-disk-full'] as const),
  ])('is held by %s', (code) => {
    expect(isHolding(new AssistantError(code as 'token-removed'))).toBe(true)
  })

  it.each([
    new AssistantError('document-gone'),
    new AssistantError('document-work-ended'),
    new AssistantError('object-missing'),
    new Error('token-removed'),
    { code: 'token-removed' },
    null,
  ])('is not held by %s', (error) => {
    expect(isHolding(error)).toBe(false)
  })
})
