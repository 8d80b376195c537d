import { type Language, languageOfPage } from '../browser/failure.ts'
import { showNotice } from '../browser/notice.ts'
import { pinArguments, type SofArgument, type SofFunctions, type SofKind, sofFunctions } from './functions.ts'
import { openSofLine, type SofReturn } from './sof-line.ts'

export type SofOptions = {
  readonly language?: Language
  /** As in `connect`. */
  readonly onPermission?: () => () => void
  /** A Ukey came or went. */
  readonly onUsbKeyChange?: () => void
  /** Where the service listens, if not at its usual port. */
  readonly port?: number
}

export type Sof = SofFunctions & { close(): void }

type Callback = (reply: { readonly retVal: unknown; readonly ctx: unknown }) => void

/** The returned value in the kind that the function is declared with; a missing one is that kind's failure. */
const valueIn = ({ retVal, retValue = retVal }: SofReturn, kind: SofKind): string | number | boolean => {
  switch (kind) {
    case 'boolean':
      return retValue === true || retValue === 'true'
    case 'number':
      return retValue === undefined ? -1 : Number(retValue)
    case 'string':
      return retValue === undefined ? '' : String(retValue)
  }
}

const withoutPins = (func: string, args: readonly SofArgument[]): readonly SofArgument[] =>
  args.map((argument, i) => (pinArguments[func]?.includes(i) ? '' : argument))

/**
 * The functions under the names that sites of other clients use, each as a promise, or with a callback and a context
 * as its last arguments. They speak to the assistant's XTXApp service, which the person has to have switched on.
 */
export const connectSof = async (options: SofOptions = {}): Promise<Sof> => {
  const { language = languageOfPage(), onPermission = () => showNotice(language) } = options
  const over: (() => void)[] = []
  const line = await openSofLine(
    language,
    () => over.push(onPermission()),
    () => options.onUsbKeyChange?.(),
    options.port ?? 21051,
  ).finally(() => {
    for (const end of over) end()
  })
  let token: string | undefined

  const call = async (func: string, kind: SofKind, args: readonly SofArgument[]) => {
    const answer = await line.ask({ func, param: withoutPins(func, args), token })
    const value = valueIn(answer, kind)
    if (answer.token !== undefined) token = answer.token
    const ended = (func === 'SOF_Logout' && value === true) || (/^SOF_Login/.test(func) && value === false)
    if (ended) token = undefined
    return value
  }

  const functionOf =
    (func: string, kind: SofKind) =>
    (...args: readonly unknown[]) => {
      const at = args.findIndex((argument) => typeof argument === 'function')
      const plain = (at < 0 ? args : args.slice(0, at)) as readonly SofArgument[]
      const answer = call(func, kind, plain)
      if (at < 0) return answer
      void answer.then((retVal) => (args[at] as Callback)({ retVal, ctx: args[at + 1] }))
      return undefined
    }

  const kinds = Object.keys(sofFunctions) as SofKind[]
  const all = kinds.flatMap((kind) => sofFunctions[kind].map((func) => [func, functionOf(func, kind)]))
  return { ...(Object.fromEntries(all) as SofFunctions), close: line.close }
}
