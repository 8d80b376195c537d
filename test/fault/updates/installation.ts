import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readState } from '../../../src/main/versions/state-file.ts'
import { type ContractClient, clientOf, snapshotWhere } from '../../ui/contract-client.ts'

/** One start by the launcher, as a person makes it. */
export type Running = {
  readonly child: ChildProcess
  readonly client: ContractClient
  readonly version: string
  /** Ends the launcher, the product and what these have started, at once. */
  kill(): Promise<void>
  /** As 退出 in the menu does. */
  quit(): Promise<number | null>
}

/** An installation with its data folder. */
export type Installation = {
  readonly root: string
  readonly home: string
  state(): ReturnType<typeof readState>
  /** Starts it once. Resolves to null if it ends or shows nothing within the time. */
  start(milliseconds: number): Promise<Running | null>
  /** Waits until a start says where its pages are; it may be another one than was started, after an update. */
  atAddress(
    after: number,
    milliseconds: number,
  ): Promise<{ readonly url: string; readonly seen: number } | null>
  readonly printed: () => string
  /** The end of what it printed and of its log. */
  readonly said: () => string
}

const addresses = (text: string): readonly string[] =>
  [...text.matchAll(/^READY (.*)$/gm)].map(([, json]) => JSON.parse(json ?? '').url)

const endGroup = async (child: ChildProcess, ended: Promise<unknown>): Promise<void> => {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // All of them have ended.
  }
  await ended
}

export const openInstallation = (root: string, home: string): Installation => {
  const output = join(root, 'printed')
  const printed = (): string => (existsSync(output) ? readFileSync(output, 'utf8') : '')
  const atAddress: Installation['atAddress'] = async (after, milliseconds) => {
    const end = performance.now() + milliseconds
    while (performance.now() < end) {
      const all = addresses(printed())
      const url = all.at(-1)
      if (all.length > after && url !== undefined) return { url, seen: all.length }
      await pause(30)
    }
    return null
  }
  return {
    root,
    home,
    printed,
    said: () => {
      const log = join(home, 'logs', 'assistant.log')
      return [printed(), existsSync(log) ? readFileSync(log, 'utf8') : '']
        .map((text) => text.slice(-600))
        .join(' | ')
    },
    atAddress,
    state: () => readState(join(root, 'versions', 'state')),
    start: async (milliseconds) => {
      const before = addresses(printed()).length
      const file = openSync(output, 'a')
      const args = ['--no-open', '--home', home, '--captcha-answer', 'K7Q2']
      // A group of its own, so that everything that comes of it can be ended together.
      const child = spawn(join(root, 'cert-assistant'), args, {
        stdio: ['ignore', file, file],
        detached: true,
      })
      closeSync(file)
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      const found = await Promise.race([atAddress(before, milliseconds), ended.then(() => null)])
      const kill = () => endGroup(child, ended)
      if (found === null) {
        await kill()
        return null
      }
      const { client, close } = await clientOf(found.url)
      const { about } = await snapshotWhere(client, () => true, milliseconds)
      return {
        ...{ child, client, kill, version: about.version },
        quit: async () => {
          await client.tray.choose({ item: 'quit' }).catch(() => undefined)
          close()
          return ended
        },
      }
    },
  }
}

/** A copy of an installation: files of versions are linked, because nobody changes them. */
export const copyOf = (template: string, to: string): void => void execFileSync('cp', ['-al', template, to])

/** What may never change by an update: certificates, keys and journals, by name and content. */
export const keepsakesIn = (home: string): readonly string[] =>
  ['soft', 'journal'].flatMap((name) =>
    readdirSync(join(home, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map(
        (path) =>
          `${path.slice(home.length)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
      ),
  )
