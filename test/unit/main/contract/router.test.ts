import { describe, expect, it } from 'vitest'
import { createServer, type Handlers } from '../../../../src/main/contract/router.ts'
import { pinHandlers } from '../../../../src/main/pin/handlers.ts'
import { ownClient } from '../../../../src/main/shell/own-client.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'

type WithoutSlice = Omit<Handlers, 'unlock'>
type WithoutProcedure = Omit<Handlers, 'pin'> & { readonly pin: Omit<Handlers['pin'], 'change'> }

describe('the joining of the slices', () => {
  it('does not compile if a slice or a procedure is missing', () => {
    const whole: Handlers extends Handlers ? 'compiles' : 'refused' = 'compiles'
    const slice: WithoutSlice extends Handlers ? 'compiles' : 'refused' = 'refused'
    const procedure: WithoutProcedure extends Handlers ? 'compiles' : 'refused' = 'refused'
    expect([whole, slice, procedure]).toEqual(['compiles', 'refused', 'refused'])
  })
})

const asking = (verify: () => Promise<never>) => {
  const unforeseen: unknown[] = []
  const change = verify
  // One slice is enough for this question.
  const handlers = pinHandlers({ verify, change }) as unknown as Handlers
  const client = ownClient(createServer(handlers, (error) => unforeseen.push(error)))
  const codeOf = (pin: string) =>
    client.pin.verify({ tokenId: 'a', pin }).catch(({ code, data }) => ({ code, data }))
  return { codeOf, unforeseen }
}

describe('an error on its way to a window', () => {
  it('is the refusal of the catalogue, with its figures', async () => {
    const { codeOf, unforeseen } = asking(async () => {
      throw new AssistantError('pin-wrong', { triesLeft: 3 })
    })
    const data = { code: 'pin-wrong', params: { triesLeft: 3 } }
    expect(await codeOf('135246')).toEqual({ code: 'REFUSED', data })
    expect(unforeseen).toEqual([])
  })

  it('is only "unexpected" if it was not foreseen, and the log gets the rest', async () => {
    const slip = new Error('a slip')
    const { codeOf, unforeseen } = asking(async () => {
      throw slip
    })
    expect(await codeOf('135246')).toMatchObject({ code: 'REFUSED', data: { code: 'unexpected' } })
    expect(unforeseen).toEqual([slip])
  })

  it('is an invalid input if what was typed does not fit the contract, and nobody is asked', async () => {
    let asked = false
    const { codeOf, unforeseen } = asking(async () => {
      asked = true
      throw new Error('asked')
    })
    const data = { code: 'input-invalid', params: {} }
    expect(await codeOf('')).toEqual({ code: 'REFUSED', data })
    expect([asked, unforeseen]).toEqual([false, []])
  })
})
