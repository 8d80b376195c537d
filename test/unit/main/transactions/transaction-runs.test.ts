import { describe, expect, it } from 'vitest'
import type { GivenPin } from '../../../../src/main/pin/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { done, throughStep } from './recorded.ts'
import { begun, failing, review } from './transaction-begun.ts'

describe('a transaction that runs', () => {
  const given = (): GivenPin & { readonly typed: Pin } => {
    const typed = new Pin('123456')
    return { pin: { entry: 'typed', pin: typed }, tries: 'careful', typed }
  }

  it('holds the PIN while it runs and drops it afterwards', async () => {
    const { transaction, seen } = begun()
    const pin = given()
    const during: unknown[] = []
    await transaction.run(pin, async () => {
      during.push(transaction.given(), transaction.running(), transaction.asking(), pin.typed.reveal())
      return null
    })
    expect(during).toEqual([pin, true, false, '123456'])
    expect([transaction.given(), transaction.running(), seen]).toEqual([null, false, ['running', 'resting']])
    expect(() => pin.typed.reveal()).toThrow('dropped')
  })

  it('drops the PIN also if it fails', async () => {
    const { transaction } = begun()
    const pin = given()
    await transaction.run(pin, failing('csr-refused'))
    expect(transaction.given()).toBeNull()
    expect(() => pin.typed.reveal()).toThrow('dropped')
  })

  it('rests with what it waits for', async () => {
    const { transaction, said } = begun()
    await transaction.run(null, async () => review)
    expect([transaction.wait(), transaction.error(), said]).toEqual([review, null, []])
    expect(transaction.asking()).toBe(false)
  })

  it('rests with what stopped it until it runs again', async () => {
    const { transaction, said } = begun()
    await transaction.run(null, failing('csr-refused'))
    expect([transaction.error(), transaction.wait()]).toEqual([{ code: 'csr-refused', params: {} }, null])
    expect(said).toEqual(['transaction one stopped at request: csr-refused'])
    const during: unknown[] = []
    await transaction.run(null, async () => {
      during.push(transaction.error())
      return null
    })
    expect([during, transaction.error()]).toEqual([[null], null])
  })

  it('tells the log the cause of a failure, whether it was foreseen or not', async () => {
    const { transaction, said } = begun()
    await transaction.run(null, async () => Promise.reject(new Error('a fault')))
    const cause = new Error('the wire')
    await transaction.run(null, async () => Promise.reject(new AssistantError('network-timeout', {}, cause)))
    await transaction.run(null, async () => Promise.reject('no error at all'))
    expect(said).toEqual([
      'transaction one stopped at request: unexpected (a fault)',
      'transaction one waits at request: network-timeout (the wire)',
      'transaction one stopped at request: unexpected',
    ])
  })

  it('forgets how it rested when something has gone on', async () => {
    const { transaction } = begun()
    await transaction.run(null, failing('csr-refused'))
    await transaction.append(done.request)
    expect(transaction.error()).toBeNull()
  })

  it('names its end in the log if no step is left', async () => {
    const { transaction, said } = begun(throughStep('seal'))
    await transaction.run(null, failing('csr-refused'))
    expect(said).toEqual(['transaction one stopped at its end: csr-refused'])
  })

  it('gives the errors of work that keeps the others out to the caller', async () => {
    const { transaction, seen } = begun()
    const running: boolean[] = []
    await expect(
      transaction.alone(async () => {
        running.push(transaction.running())
        throw new AssistantError('already-in-force')
      }),
    ).rejects.toMatchObject({ code: 'already-in-force' })
    expect([running, transaction.running(), seen]).toEqual([[true], false, ['running', 'resting']])
    expect(transaction.error()).toBeNull()
  })
})
