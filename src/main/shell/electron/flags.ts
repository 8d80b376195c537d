import { CannotStart } from '../start-failure.ts'

export type ElectronFlags = {
  readonly hidden: boolean
  /** End the one that runs, and start none. */
  readonly quit: boolean
  /** Started by a browser, for the extension. */
  readonly extensionHost: boolean
  readonly home: string | undefined
  readonly captchaAnswer: string | undefined
}

const valueAfter = (args: readonly string[], flag: string): string | undefined => {
  const joined = args.find((argument) => argument.startsWith(`${flag}=`))
  if (joined !== undefined) return joined.slice(flag.length + 1)
  const index = args.indexOf(flag)
  if (index < 0) return undefined
  const value = args[index + 1]
  if (value === undefined || value === '' || value.startsWith('--'))
    throw new CannotStart({ kind: 'flag-value', flag })
  return value
}

/** Finds our own flags among those of Chromium, which has many more and adds some by itself. */
export const readElectronFlags = (args: readonly string[]): ElectronFlags => ({
  hidden: args.includes('--hidden'),
  quit: args.includes('--quit'),
  extensionHost: args.includes('--extension-host'),
  home: valueAfter(args, '--home'),
  captchaAnswer: valueAfter(args, '--captcha-answer'),
})
