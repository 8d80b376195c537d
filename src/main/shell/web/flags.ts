import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CannotStart } from '../start-failure.ts'

export type WebFlags = {
  readonly port: number
  readonly open: boolean
  readonly hidden: boolean
  /** End the one that runs, and start none. */
  readonly quit: boolean
  readonly home: string | undefined
  readonly captchaAnswer: string | undefined
  /** What is to be opened. */
  readonly files: readonly string[]
}

const options = {
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  home: { type: 'string' },
  'captcha-answer': { type: 'string' },
  hidden: { type: 'boolean' },
  quit: { type: 'boolean' },
  web: { type: 'boolean' },
} as const

const known = (name: string): name is keyof typeof options => Object.hasOwn(options, name)

const portOf = (text: string | undefined): number => {
  if (text === undefined) return 0
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new CannotStart({ kind: 'flag-value', flag: '--port' })
  return port
}

/** Reads the command line of the web shell. An unknown argument ends the start. */
export const readWebFlags = (args: readonly string[]): WebFlags => {
  const given = { args: [...args], options, strict: false, tokens: true, allowPositionals: true } as const
  const { values, tokens, positionals } = parseArgs(given)
  for (const token of tokens) {
    if (token.kind === 'positional' && existsSync(token.value)) continue
    if (token.kind !== 'option') {
      throw new CannotStart({ kind: 'flag', flag: token.kind === 'positional' ? token.value : '--' })
    }
    if (!known(token.name)) throw new CannotStart({ kind: 'flag', flag: token.rawName })
    const wantsValue = options[token.name].type === 'string'
    if (wantsValue !== (token.value !== undefined) || token.value === '')
      throw new CannotStart({ kind: 'flag-value', flag: token.rawName })
  }
  const text = (name: keyof typeof options) => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    port: portOf(text('port')),
    open: values['no-open'] !== true && values.hidden !== true,
    hidden: values.hidden === true,
    quit: values.quit === true,
    home: text('home'),
    captchaAnswer: text('captcha-answer'),
    files: positionals.map((path) => resolve(path)),
  }
}
