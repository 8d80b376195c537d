import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createUnframer, framed } from '../../../src/main/browser-extension/frames.ts'
import { createRelay } from '../../../src/main/browser-extension/relay.ts'
import { startConsole } from './program.ts'

const home = mkdtempSync(join(tmpdir(), '主目录 '))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** As Chrome starts it: with its own arguments behind those of the manifest's program. */
const start = (folder: string) => {
  const args = ['native-messaging', '--home', folder, 'chrome-extension://abc/', '--parent-window=0']
  const child = startConsole(args)
  const heard: unknown[] = []
  let more = (): void => {}
  const unframe = createUnframer(1_000_000, (message) => {
    heard.push(message)
    more()
  })
  child.stdout.on('data', unframe)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    child,
    heard,
    ended,
    say: (message: unknown) => child.stdin.write(framed(message)),
    until: (count: number) =>
      new Promise<void>((resolve) => {
        more = () => {
          if (heard.length >= count) resolve()
        }
        more()
      }),
  }
}

it('carries messages of the extension to the assistant and back, and ends with the browser', async () => {
  const relay = createRelay({
    home,
    log: () => {},
    enter: (origin, say) => ({ hear: (text) => say(`${origin} said ${text}`), leave: () => {} }),
  })
  await relay.start()
  const host = start(home)
  await host.until(1)
  expect(host.heard).toEqual([{ ready: true }])
  host.say({ open: 1, origin: 'https://sign.example' })
  host.say({ to: 1, text: '你好' })
  await host.until(2)
  expect(host.heard[1]).toEqual({ from: 1, text: 'https://sign.example said 你好' })
  host.child.stdin.end()
  expect(await host.ended).toBe(0)
  relay.stop()
})

it('says in the form of the browser that no assistant runs', async () => {
  const empty = join(home, 'empty')
  mkdirSync(empty)
  const host = start(empty)
  expect(await host.ended).toBe(0)
  expect(host.heard).toEqual([{ asleep: true }])
})
