import { type SofArgs, text } from './args.ts'
import { type SofSession, type SofUser, userOf, usersOf } from './session.ts'

export type SofValue = string | number | boolean

export type Call = (session: SofSession, args: SofArgs) => SofValue | Promise<SofValue>

/** What a page hears if the call failed. */
export type SofFunction = { readonly call: Call; readonly failed: SofValue }

export const user = (session: SofSession, args: SofArgs, at = 0): Promise<SofUser> =>
  userOf(session, text(args, at))

/** Everything that answers about more than the page's own data needs a site that the person has allowed. */
export const allowed =
  (call: Call): Call =>
  async (session, args) => {
    await usersOf(session)
    return call(session, args)
  }

export const textual = (call: Call): SofFunction => ({ call, failed: '' })
export const truth = (call: Call): SofFunction => ({ call, failed: false })
export const numeric = (call: Call): SofFunction => ({ call, failed: -1 })
