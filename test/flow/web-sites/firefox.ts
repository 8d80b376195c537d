import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { z } from 'zod'

// Firefox as Debian ships it, driven over WebDriver BiDi.

export const firefoxProgram = '/usr/bin/firefox-esr'

const answer = z.object({
  id: z.number().nullish(),
  type: z.string(),
  result: z.record(z.string(), z.unknown()).optional(),
  message: z.string().optional(),
})
const evaluated = z.object({
  type: z.literal('success'),
  result: z.object({ value: z.unknown().optional() }),
})

export type Firefox = {
  readonly home: string
  install(extension: string): Promise<void>
  goto(url: string): Promise<void>
  /** Runs an expression in the page; the answer is text, a number or nothing. */
  run(expression: string): Promise<unknown>
  until(expression: string): Promise<unknown>
  close(): Promise<void>
}

const prefs = (host: string): string =>
  Object.entries({
    'network.dns.localDomains': host,
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.update.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'intl.accept_languages': 'zh-CN',
  })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('')

/** A person's Firefox with a home folder of its own; `host` leads to this computer. */
export const openFirefox = async (
  host: string,
  home = mkdtempSync(join(tmpdir(), 'firefox-home-')),
): Promise<Firefox> => {
  const profile = join(home, 'profile')
  mkdirSync(profile, { recursive: true })
  writeFileSync(join(profile, 'user.js'), prefs(host))
  const child = spawn(
    firefoxProgram,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { env: { ...process.env, HOME: home, MOZ_HEADLESS: '1' }, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
    void ended.then(() => reject(new Error('Firefox ended before it listened')))
  })
  const socket = new WebSocket(`${url}/session`)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const waiting = new Map<number, (said: z.infer<typeof answer>) => void>()
  socket.on('message', (data) => {
    const said = answer.parse(JSON.parse(String(data)))
    if (typeof said.id === 'number') waiting.get(said.id)?.(said)
  })
  let last = 0
  const send = async (method: string, params: unknown): Promise<Record<string, unknown>> => {
    last += 1
    const id = last
    const said = new Promise<z.infer<typeof answer>>((resolve) => waiting.set(id, resolve))
    socket.send(JSON.stringify({ id, method, params }))
    const { result, message } = await said
    if (result === undefined) throw new Error(`${method}: ${message}`)
    return result
  }
  await send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
  const { context } = await send('browsingContext.create', { type: 'tab' })
  const run = async (expression: string): Promise<unknown> => {
    const params = { expression, target: { context }, awaitPromise: true }
    return evaluated.parse(await send('script.evaluate', params)).result.value
  }
  return {
    ...{ home, run },
    install: async (extension) => {
      await send('webExtension.install', { extensionData: { type: 'path', path: extension } })
    },
    goto: async (address) => {
      await send('browsingContext.navigate', { context, url: address, wait: 'complete' })
    },
    until: async (expression) => {
      for (;;) {
        const value = await run(expression)
        if (value) return value
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    close: async () => {
      socket.close()
      child.kill('SIGKILL')
      await ended
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
