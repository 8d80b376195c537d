import { sofAliases } from './aliases.ts'
import type { SofArgs } from './args.ts'
import type { SofFunction, SofValue } from './function.ts'
import { isNeverDone } from './never.ts'
import { calling, type SofSession } from './session.ts'
import { SOR, SofError } from './sof-error.ts'

/** What a client answers for a function that it does not have. */
const unknown: SofFunction = {
  failed: '',
  call: () => {
    throw new SofError(SOR.notSupported)
  },
}

/** These tell how the last call ended, so they do not end it themselves. */
const readers: ReadonlySet<string> = new Set(['SOF_GetLastError', 'SOF_GetLastErrMsg'])

/** Calls a function by the name that a page gives. What no carrier does is refused before anything is looked at. */
export const callSof = async (
  session: SofSession,
  functions: ReadonlyMap<string, SofFunction>,
  name: string,
  args: SofArgs,
): Promise<SofValue> => {
  const known = Object.hasOwn(sofAliases, name) ? (sofAliases[name] ?? name) : name
  const refused = isNeverDone(name) || isNeverDone(known)
  const { call, failed } = (refused ? undefined : functions.get(known)) ?? unknown
  if (readers.has(known)) return call(session, args)
  return (await calling(session, async () => call(session, args))) ?? failed
}
