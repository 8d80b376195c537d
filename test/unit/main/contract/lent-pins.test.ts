import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { backupHandlers } from '../../../../src/main/backup/handlers.ts'
import { createServer, type Handlers } from '../../../../src/main/contract/router.ts'
import { issuanceHandlers } from '../../../../src/main/issuance/handlers.ts'
import { pinHandlers } from '../../../../src/main/pin/handlers.ts'
import { promptHandlers } from '../../../../src/main/prompt/handlers.ts'
import { createPrompts } from '../../../../src/main/prompt/prompts.ts'
import { ownClient } from '../../../../src/main/shell/own-client.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import type { Pin } from '../../../../src/shared/pin/pin.ts'

const [oldPin, newPin] = ['Ye-2468-sun', 'Xi-1357-moon']
const refusal = (error: { readonly data?: { readonly code?: string } }) => error.data?.code

/** The bytes of every text that became a PIN. */
const watchBytes = (...texts: readonly string[]) => {
  const made: Uint8Array[] = []
  const encode = TextEncoder.prototype.encode
  vi.spyOn(TextEncoder.prototype, 'encode').mockImplementation(function (this: TextEncoder, text?: string) {
    const bytes = encode.call(this, text)
    if (text !== undefined && texts.includes(text)) made.push(bytes)
    return bytes
  })
  return { made, left: () => made.filter((bytes) => bytes.some((byte) => byte !== 0)).length }
}
afterEach(() => void vi.restoreAllMocks())

const clientOf = (handlers: object) => ownClient(createServer(handlers as Handlers, () => {}))

const change = { tokenId: 'a', oldPin, newPin }
const outcome = { before: { triesLeft: 8 }, after: null }

describe('a PIN that came with a call', () => {
  it.each([
    ['that was done', async () => outcome],
    [
      'that was refused',
      async () => {
        throw new AssistantError('pin-wrong', { triesLeft: 3 })
      },
    ],
    [
      'that nobody foresaw',
      async () => {
        throw new Error('a slip')
      },
    ],
    [
      'that failed before it waited for anything',
      () => {
        throw new Error('a slip')
      },
    ],
  ] as const)('%s is dropped, and its bytes are zero', async (_name, work) => {
    const bytes = watchBytes(oldPin, newPin)
    const lent: string[] = []
    const serve = async (_id: string, one: Pin, other: Pin) => {
      lent.push(one.reveal(), other.reveal())
      return work() as never
    }
    const client = clientOf(pinHandlers({ verify: async () => outcome as never, change: serve }))
    await client.pin.change(change).catch(() => undefined)
    expect(lent).toEqual([oldPin, newPin])
    expect(bytes.made).toHaveLength(2)
    expect(bytes.left()).toBe(0)
  })

  it('is lent for as long as the work goes on', async () => {
    const bytes = watchBytes(oldPin, newPin)
    const gate = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const serve = async (_id: string, one: Pin): Promise<never> => {
      reached.resolve()
      await gate.promise
      throw new AssistantError(one.reveal() === oldPin ? 'pin-unchanged' : 'pin-locked')
    }
    const client = clientOf(pinHandlers({ verify: serve, change: serve }))
    const asked = client.pin.change(change).catch(refusal)
    await reached.promise
    expect(bytes.left()).toBe(2)
    gate.resolve()
    expect(await asked).toBe('pin-unchanged')
    expect(bytes.left()).toBe(0)
  })

  it('and the password of a file are treated the same way', async () => {
    const bytes = watchBytes(oldPin, 'of the file')
    const create = async () => {
      throw new Error('a slip')
    }
    const client = clientOf(backupHandlers({ create } as never))
    await client.backup.create({ tokenId: 'a', pin: oldPin, password: 'of the file' }).catch(() => undefined)
    expect([bytes.made.length, bytes.left()]).toEqual([2, 0])
  })

  it('lives on if the business took it over, until the business drops it', async () => {
    const bytes = watchBytes(oldPin)
    const kept: Pin[] = []
    const start = async ({ pin }: { readonly pin: { readonly entry: string; readonly pin?: Pin } }) => {
      if (pin.pin) kept.push(pin.pin.takeOver())
      return { transactionId: 't' }
    }
    const client = clientOf(issuanceHandlers({ start } as never))
    await client.issuance.start({
      issuerId: 'demo',
      target: { kind: 'soft' },
      pin: { entry: 'typed', pin: oldPin },
    })
    expect(kept.map((pin) => pin.reveal())).toEqual([oldPin])
    for (const pin of kept) pin.drop()
    expect(bytes.left()).toBe(0)
  })

  it('is also dropped if it answers a question that asks for none', async () => {
    const bytes = watchBytes(oldPin)
    const answer = () => {
      throw new AssistantError('input-invalid')
    }
    const prompts = createPrompts({
      state: { change: () => {} },
      shell: { showPrompt: () => {}, hidePrompt: () => {}, chooseSavePlace: null },
      clock: () => new Date(),
    })
    const client = clientOf(promptHandlers({ ...prompts, answer }))
    const sent = { kind: 'pin', promptId: 'p', pin: { entry: 'typed', pin: oldPin } } as const
    expect(await client.prompt.answer(sent).catch(refusal)).toBe('input-invalid')
    expect([bytes.made.length, bytes.left()]).toEqual([1, 0])
  })

  it('that is typed on the key is marked as such, and no text stands for it', async () => {
    const wishes: unknown[] = []
    const start = async (wish: unknown) => {
      wishes.push(wish)
      return { transactionId: 't' }
    }
    const client = clientOf(issuanceHandlers({ start } as never))
    const target = { kind: 'ukey', tokenId: 'a' } as const
    await client.issuance.start({
      issuerId: 'demo',
      target,
      pin: { entry: 'on-device' },
      tries: 'last-confirmed',
    })
    expect(wishes).toEqual([
      { issuerId: 'demo', target, pin: { entry: 'on-device' }, tries: 'last-confirmed' },
    ])
    const star = client.issuance.start({ issuerId: 'demo', target, pin: '*' as never }).catch(refusal)
    expect(await star).toBe('input-invalid')
  })
})

describe('the making of a PIN', () => {
  it('from a text happens in the contract and nowhere else', () => {
    const src = join(import.meta.dirname, '../../../../src')
    const making = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) => /\bnew Pin\(/.test(readFileSync(join(src, name), 'utf8')))
      .map((name) => name.replaceAll('\\', '/'))
    expect(making.toSorted()).toEqual(['shared/pin/entry.ts', 'shared/pin/pin.ts'])
  })
})
