import { ValidationError } from '@orpc/contract'
import { implement, ORPCError, type Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Duplex } from '../../shared/channel/duplex.ts'
import { longLists } from '../../shared/channel/long-lists.ts'
import { type Contract, contract } from '../../shared/contract/index.ts'
import { isAssistantError, reportOf } from '../../shared/errors/index.ts'
import { contractMessagesOnly } from './contract-messages.ts'

/** Every slice of the contract with every procedure in it. If one is missing, this does not compile. */
export type Handlers = {
  readonly [Slice in keyof Contract]: Router<Contract[Slice], Record<never, never>>
}

/** What one business serves. */
export type Slice<Name extends keyof Handlers> = Pick<Handlers, Name>

/** The input does not fit the contract. A person gets an error that says so. */
const isBadInput = (error: unknown): boolean =>
  error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError

/** Joins the slices. This is the one place where an error becomes a refusal of the contract. */
const joined = (handlers: Handlers, unforeseen: (error: unknown) => void) =>
  implement(contract)
    .use(async ({ next, errors }) => {
      try {
        return await next()
      } catch (error) {
        if (isBadInput(error)) throw errors.REFUSED({ data: { code: 'input-invalid', params: {} } })
        if (!isAssistantError(error)) unforeseen(error)
        throw errors.REFUSED({ data: reportOf(error) })
      }
    })
    .router(handlers)

/**
 * Serves the contract to one channel after another. `unforeseen` gets every error that is not a refusal; the window
 * only learns `unexpected`.
 */
export const createServer = (
  handlers: Handlers,
  unforeseen: (error: unknown) => void,
): ((channel: Duplex) => void) => {
  const handler = new RPCHandler(joined(handlers, unforeseen), { customJsonSerializers: [longLists] })
  return (channel) => {
    let told = false
    const dropped = (): void => {
      if (!told) unforeseen(new Error('a message that is not of the contract was dropped'))
      told = true
    }
    handler.upgrade(contractMessagesOnly(channel, dropped), { context: {} })
  }
}
