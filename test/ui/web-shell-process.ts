import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { builtFile } from '../built.ts'

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type WebShellProcess = {
  /** Lets one browser in. */
  readonly url: string
  readonly home: string
  readonly child: ChildProcess
  stop(): Promise<Ended>
  ended(): Promise<Ended>
}

export const freshHome = (): string => mkdtempSync(join(tmpdir(), 'cert-assistant-home-'))

const launch = (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [builtFile('main', 'web.js'), ...args], {
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text))
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, ...said }))
  })
  return { child, ended }
}

/** Runs the built web shell to its end, for starts that are refused. */
export const runWebShell = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => launch(args, env).ended

/** Starts the built web shell and waits for its READY line. */
export const startWebShell = async (
  args: readonly string[] = [],
  home: string = freshHome(),
  browser: 'left alone' | 'opened' = 'left alone',
): Promise<WebShellProcess> => {
  const opening = browser === 'opened' ? [] : ['--no-open']
  const { child, ended } = launch([...opening, '--home', home, ...args], {})
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('READY ')) resolve(JSON.parse(line.slice(6)).url)
    })
    ended.then(({ code, stderr }) => reject(new Error(`ended with ${code} before READY: ${stderr}`)))
  })
  return {
    url,
    home,
    child,
    ended: () => ended,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}
