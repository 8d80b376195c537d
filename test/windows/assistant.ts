import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { captchaAnswer } from '../house/demonstration.ts'
import { type ContractClient, clientOf, snapshotWhere } from '../ui/contract-client.ts'
import type { RunOptions, Started, Windows } from './wine.ts'

/** The assistant as it runs on Windows, and a window of it over the real WebSocket. */
export type Assistant = Started & {
  readonly url: string
  readonly client: ContractClient
  snapshot(): ReturnType<typeof snapshotWhere>
  where(isSo: Parameters<typeof snapshotWhere>[1]): ReturnType<typeof snapshotWhere>
  /** 退出 of its menu; resolves to its exit code. */
  quit(): Promise<number | null>
  /** As the task manager does. */
  kill(): Promise<void>
}

const patience = 180_000

const readyUrl = async ({ printed, complained, child }: Started): Promise<string> => {
  const end = performance.now() + patience
  while (performance.now() < end) {
    const [, json] = /^READY (.*)$/m.exec(printed()) ?? []
    if (json !== undefined) return JSON.parse(json).url
    if (child.exitCode !== null && child.exitCode !== 0)
      throw new Error(`it ended with ${child.exitCode}: ${complained()}`)
    await pause(50)
  }
  throw new Error(`it was not ready in time: ${complained()}`)
}

/** The arguments with which the web shell of a folder is started. */
export const shellArguments = (args: readonly string[]): readonly string[] => [
  '--disable-warning=ExperimentalWarning',
  'out/main/web.js',
  ...args,
]

export const nodeOf = (program: string): string => join(program, 'node.exe')

/** What starts it: the launcher of an installation, or the Node in the folder of a program. */
const startOf = (program: string): { readonly file: string; readonly shell: typeof shellArguments } => {
  const launcher = join(program, 'cert-assistant.exe')
  return existsSync(launcher)
    ? { file: launcher, shell: (args) => args }
    : { file: nodeOf(program), shell: shellArguments }
}

/** Starts the web shell that is installed or lies in the folder `program`. */
export const startAssistant = async (
  windows: Windows,
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Assistant> => {
  const { file, shell } = startOf(program)
  if (!existsSync(file)) throw new Error(`${program} holds no program`)
  const given = shell(['--no-open', '--captcha-answer', captchaAnswer, ...args])
  const started = windows.start(file, given, { cwd: program, ...options })
  const told = await readyUrl(started)
  // A hidden start prints no way in, so a second one asks for it.
  const second = shell(['--no-open', ...args.filter((argument) => argument !== '--hidden')])
  const url = told.includes('token=')
    ? told
    : await readyUrl(windows.start(file, second, { cwd: program, ...options }))
  const { client, close } = await clientOf(url)
  return {
    ...started,
    url,
    client,
    snapshot: () => snapshotWhere(client, () => true),
    where: (isSo) => snapshotWhere(client, isSo, patience),
    quit: async () => {
      await client.tray.choose({ item: 'quit' }).catch(() => undefined)
      const code = await started.ended
      close()
      return code
    },
    kill: async () => {
      started.child.kill('SIGKILL')
      await started.ended
      close()
    },
  }
}

/** The code of the catalogue with which a call was refused; '' if it was not. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return ''
  } catch (error) {
    const data = error instanceof Error && 'data' in error ? error.data : null
    if (typeof data === 'object' && data !== null && 'code' in data) return String(data.code)
    throw error
  }
}
