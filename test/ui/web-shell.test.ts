import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey, unplugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { snapshotsOf } from '../../src/shared/snapshot/update.ts'
import { pageBrowser } from '../browser.ts'
import { demo } from '../story/story-page.ts'
import { clientOf, dial, enter, snapshotWhere } from './contract-client.ts'
import { freshHome, runWebShell, startWebShell, type WebShellProcess } from './web-shell-process.ts'

const running: WebShellProcess[] = []
const start = async (...given: Parameters<typeof startWebShell>): Promise<WebShellProcess> => {
  const shell = await startWebShell(...given)
  running.push(shell)
  return shell
}
afterEach(async () => {
  for (const shell of running.splice(0)) {
    shell.child.kill('SIGKILL')
    await shell.ended()
  }
})

const take = async <T>(stream: AsyncIterable<T>): Promise<readonly T[]> => {
  for await (const one of stream) return [one]
  return []
}

const oneLine = (text: string): void => {
  expect(text.trimEnd().split('\n')).toHaveLength(1)
  expect(text).not.toMatch(/\bat .*:\d+:\d+/)
}

describe('the web shell', () => {
  it('prints one READY line and serves the contract behind its one-time address', async () => {
    const shell = await start()
    const { client, close } = await clientOf(shell.url)
    const [first] = await take(snapshotsOf(await client.state.watch()))
    close()
    expect(first?.about).toMatchObject({ shell: 'web', dataFolder: shell.home })
    const { stdout, stderr, code } = await shell.stop()
    expect(stdout).toBe(`READY ${JSON.stringify({ url: shell.url })}\n`)
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('ends when a page chooses to quit', async () => {
    const shell = await start()
    const { client } = await clientOf(shell.url)
    await client.tray.choose({ item: 'quit' }).catch(() => undefined)
    expect((await shell.ended()).code).toBe(0)
  })

  it('ends on SIGINT too', async () => {
    const shell = await start()
    shell.child.kill('SIGINT')
    expect((await shell.ended()).code).toBe(0)
  })

  it('survives frames that are not of the contract', async () => {
    const shell = await start()
    const { origin, session } = await enter(shell.url)
    const socket = await dial(origin, session)
    const torn = '{"i":"1","p":{"u":"/pin/verify","b":{"json":{"pin":Zebra-7719'
    const odd = ['{"i":1}', '[]', 'null', '{"i":"1","p":{"u":5}}', '{"i":{},"p":{"u":"/state/refresh"}}']
    for (const frame of ['', 'nonsense', torn, ...odd, Buffer.from([0, 255, 1])]) socket.send(frame)
    const answer = await fetch(`${origin}/`)
    socket.close()
    expect(answer.status).toBe(200)
    expect((await shell.stop()).code).toBe(0)
    const log = readFileSync(join(shell.home, 'logs', 'assistant.log'), 'utf8')
    expect(log).toContain('not of the contract')
    for (const never of ['Zebra', 'nonsense', 'unhandled']) expect(log).not.toContain(never)
  })

  it('refuses a new PIN that is guessed first, and withdraws the question for a PIN when its Ukey is pulled out', async () => {
    const keys = freshHome()
    process.env.VIRTUAL_UKEY_HOME = keys
    createUkey(keys, 'key', { serial: 'WS0001' })
    plugUkey(keys, 'key')
    const { client, close } = await clientOf((await start(['--captcha-answer', demo.captcha])).url)
    const { id } = await client.account.captcha({ issuerId: 'demo' })
    const { userName, applicantName, captcha } = demo
    await client.account.login({ issuerId: 'demo', userName, applicantName, captchaId: id, captcha })
    const { tokens } = await snapshotWhere(client, (snapshot) => snapshot.tokens.length > 0)
    const target = { kind: 'ukey', tokenId: tokens[0]?.id ?? '' } as const
    const soft = { kind: 'soft' } as const
    const weak = client.issuance.start({
      issuerId: 'demo',
      target: soft,
      pin: { entry: 'typed', pin: '123456' },
    })
    await expect(weak).rejects.toMatchObject({ data: { code: 'pin-weak' } })
    const { transactionId } = await client.issuance.start({
      issuerId: 'demo',
      target,
      pin: { entry: 'typed', pin: '00000000' },
    })
    await snapshotWhere(client, ({ transactions }) => transactions[0]?.error?.code === 'pin-wrong')
    const resumed = client.transactions.resume({ transactionId })
    const refused = expect(resumed).rejects.toMatchObject({ data: { code: 'token-removed' } })
    await snapshotWhere(client, ({ prompt }) => prompt !== null)
    unplugUkey(keys, 'key')
    await refused
    await snapshotWhere(client, ({ prompt }) => prompt === null)
    close()
  })

  it('reports a malformed request as something to enter again', async () => {
    const { client, close } = await clientOf((await start()).url)
    const asked = client.pin.verify({ tokenId: 'x', pin: '1'.repeat(100) })
    await expect(asked).rejects.toMatchObject({ data: { code: 'input-invalid' } })
    close()
  })

  it('shows the way in again when it is started twice on one data folder', async () => {
    const first = await start()
    await enter(first.url)
    const second = await runWebShell(['--no-open', '--home', first.home])
    expect(second.code).toBe(0)
    oneLine(second.stderr)
    expect(second.stderr).toContain('A11')
    const { url } = JSON.parse(second.stdout.replace('READY ', ''))
    expect(url).not.toBe(first.url)
    await enter(url)
  })

  it('names the user’s own files that it could not use', async () => {
    const home = freshHome()
    for (const folder of ['issuers', 'drivers']) {
      mkdirSync(join(home, folder))
      writeFileSync(join(home, folder, 'own.json'), '{')
    }
    const shell = await start([], home)
    const { client, close } = await clientOf(shell.url)
    const [first] = await take(snapshotsOf(await client.state.watch()))
    expect(first?.notices.map(({ report }) => report.code)).toEqual([
      'issuer-file-invalid',
      'driver-file-invalid',
    ])
    close()
  })

  it('is not blocked by what a killed process left behind', async () => {
    const killed = await start()
    killed.child.kill('SIGKILL')
    await killed.ended()
    expect(readFileSync(join(killed.home, 'instance.json'), 'utf8')).toContain('"pid"')
    const next = await start([], killed.home)
    await enter(next.url)
  })

  it('takes its data folder from CERT_ASSISTANT_HOME when none is named', async () => {
    const first = await start()
    const second = await runWebShell(['--no-open'], { CERT_ASSISTANT_HOME: first.home })
    expect(second.stdout).toContain(new URL(first.url).origin)
  })
})

describe('a start that fails', () => {
  const occupied = async (): Promise<{ port: number; close: () => void }> => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { port: address.port, close: () => server.close() }
  }

  it.each([['--nonsense'], ['--port'], ['--port', 'abc'], ['--port', '70000'], ['--no-open=1'], ['stray']])(
    'says in one line what is wrong with the command line %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await runWebShell(['--home', freshHome(), ...args])
      expect(code).toBe(2)
      expect(stdout).toBe('')
      oneLine(stderr)
      expect(stderr).toContain(args[0]?.replace('=1', ''))
    },
  )

  it('says that the port is occupied', async () => {
    const { port, close } = await occupied()
    const { code, stderr } = await runWebShell(['--no-open', '--home', freshHome(), '--port', String(port)])
    close()
    expect(code).toBe(2)
    oneLine(stderr)
    expect(stderr).toContain(String(port))
  })

  it('says that the data folder cannot be written', async () => {
    const file = join(freshHome(), 'a-file')
    writeFileSync(file, '')
    const { code, stderr } = await runWebShell(['--no-open', '--home', join(file, 'home')])
    expect(code).toBe(2)
    oneLine(stderr)
    expect(stderr).toContain(file)
  })
})

describe('the page in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: pageBrowser,
      args: ['--no-sandbox', '--disable-gpu'],
    })
  })
  afterAll(() => browser.close())

  it('opens by its address, is on a clean address then, and can be reloaded', async () => {
    const shell = await start()
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(shell.url)
    await page.getByRole('navigation').first().waitFor()
    expect(page.url().split('#')[0]).toBe(`${new URL(shell.url).origin}/`)
    await page.reload()
    await page.getByRole('navigation').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is refused to a second browser with the same address', async () => {
    const shell = await start()
    const first = await browser.newContext()
    const early = await first.newPage()
    await early.goto(shell.url)
    await early.getByRole('navigation').first().waitFor()
    const second = await browser.newContext()
    const late = await second.newPage()
    await late.goto(shell.url)
    await late.getByRole('heading', { name: 'This link was used before' }).waitFor()
    expect(await late.getByRole('navigation').count()).toBe(0)
    await first.close()
    await second.close()
  })

  it('gives nothing to a page of another site', async () => {
    const shell = await start()
    const context = await browser.newContext()
    const own = await context.newPage()
    await own.goto(shell.url)
    const { origin } = new URL(shell.url)
    const foreign = await context.newPage()
    await foreign.route('http://evil.test/', (route) =>
      route.fulfill({ body: '<p>evil</p>', contentType: 'text/html' }),
    )
    await foreign.goto('http://evil.test/')
    const got = await foreign.evaluate(async (target) => {
      const fetched = await fetch(target, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      )
      const socket = await new Promise((resolve) => {
        const attempt = new globalThis.WebSocket(`${target.replace('http', 'ws')}/channel`)
        attempt.onopen = () => resolve('open')
        attempt.onerror = () => resolve('refused')
      })
      return { fetched, socket }
    }, origin)
    expect(got).toEqual({ fetched: 'refused', socket: 'refused' })
    await context.close()
  })
})
