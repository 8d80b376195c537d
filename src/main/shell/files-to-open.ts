import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const most = 1_000
/** Our own flags that have their value behind them. */
const withValue: ReadonlySet<string> = new Set(['--home', '--captcha-answer', '--port'])

/** The files and folders that a start was given, as full paths. Chromium adds flags of its own among them. */
export const filesToOpen = (args: readonly string[], folder: string): readonly string[] =>
  args
    .filter((argument, at) => !argument.startsWith('-') && !withValue.has(args[at - 1] ?? ''))
    .map((argument) => resolve(folder, argument))
    .filter((path) => existsSync(path))
    .slice(0, most)
