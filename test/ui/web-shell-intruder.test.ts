import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { dial, enter } from './contract-client.ts'
import { launchBrowser } from './scenes/camera.ts'
import { freshHome, runWebShell, startWebShell, type WebShellProcess } from './web-shell-process.ts'

// What another user of the same machine can do to a person's assistant in the web shell.

vi.setConfig({ testTimeout: 90_000 })

const programs = mkdtempSync(join(tmpdir(), 'programs-'))
const opened = join(programs, 'opened')
const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups']
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
if (!asRoot) console.log('skipped: a second user of the machine (only root on Linux can become one)')

/** The output of a command that another user runs, including its refusals. */
const asOther = (command: string): string =>
  execFileSync('setpriv', [...nobody, 'sh', '-c', `cd /; { ${command}; } 2>&1 || true`], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })

/** In place of the system's browser, a program writes down what it gets and stays for a while, as browsers do. */
const catchOpened = (): void => {
  const program = join(programs, 'xdg-open')
  writeFileSync(
    program,
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.new'; mv '${opened}.new' '${opened}'\nsleep 5\n`,
  )
  chmodSync(program, 0o755)
  chmodSync(programs, 0o755)
  process.env.PATH = `${programs}${delimiter}${process.env.PATH}`
}

let shell: WebShellProcess
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  catchOpened()
  browser = await launchBrowser()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  writeFileSync(opened, '')
  context = await browser.newContext({ locale: 'zh-CN' })
})
afterEach(async () => {
  await context.close()
  shell.child.kill('SIGKILL')
  await shell.ended()
})

const whatWasOpened = async (): Promise<string> => {
  await expect.poll(() => readFileSync(opened, 'utf8'), { timeout: 30_000 }).not.toBe('')
  return readFileSync(opened, 'utf8')
}
const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''
const isIn = (page: Page) => page.getByRole('navigation').first().waitFor({ timeout: 30_000 })
const openTab = async (address: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(address)
  await isIn(page)
  return page
}

describe.skipIf(!asRoot)('another user, who reads the arguments of every program', () => {
  it.each(['the first start', 'a second start'])(
    'sees no way in when the browser is opened by %s',
    async (which) => {
      shell = await startWebShell([], freshHome(), which === 'the first start' ? 'opened' : 'left alone')
      const second = which === 'the first start' ? null : runWebShell(['--home', shell.home])
      const target = await whatWasOpened()
      const url = second === null ? shell.url : JSON.parse((await second).stdout.replace('READY ', '')).url
      const seen = asOther('cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ')
      expect(seen).toContain(target)
      expect(seen).not.toContain(tokenOf(url))
      expect(seen).not.toMatch(/token=[\w-]{20}/)
    },
  )

  it('cannot read, list or replace the file that leads in, even in a data folder that everybody may read', async () => {
    const home = freshHome()
    chmodSync(home, 0o755)
    shell = await startWebShell([], home, 'opened')
    const door = await whatWasOpened()
    expect(statSync(door).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'web')).mode & 0o777).toBe(0o700)
    const tried = asOther(
      `cat ${door}; ls ${home}/web; ls -lR ${home}; grep -r token= ${home}; echo x > ${door}`,
    )
    expect(tried).toContain('Permission denied')
    expect(tried).not.toContain(tokenOf(shell.url))
    expect(asOther(`ls -laR ${home}`)).not.toContain('open-')
    const page = await openTab(`file://${door}`)
    expect(new URL(page.url()).origin).toBe(new URL(shell.url).origin)
  })

  it('finds nothing in the output of a hidden start, which may end in a log', async () => {
    shell = await startWebShell(['--hidden'])
    expect(new URL(shell.url).search).toBe('')
    const { stdout, stderr } = await shell.stop()
    expect(stdout + stderr).not.toContain('token')
  })
})

describe('the file that leads the browser in', () => {
  it('is gone after its use, and at the end', async () => {
    shell = await startWebShell([], freshHome(), 'opened')
    const door = await whatWasOpened()
    expect(readdirSync(join(shell.home, 'web'))).toHaveLength(1)
    await openTab(`file://${door}`)
    expect(existsSync(door)).toBe(false)
    writeFileSync(opened, '')
    await runWebShell(['--home', shell.home])
    expect(existsSync(await whatWasOpened())).toBe(true)
    await shell.stop()
    expect(existsSync(join(shell.home, 'web'))).toBe(false)
  })

  it('lets the page in even if it cannot be removed', async () => {
    shell = await startWebShell([], freshHome(), 'opened')
    const door = await whatWasOpened()
    rmSync(door)
    mkdirSync(door)
    await openTab(shell.url)
    expect((await shell.stop()).code).toBe(0)
  })

  it('is removed by the next start after a kill, and nothing else with it', async () => {
    shell = await startWebShell([], freshHome(), 'opened')
    const door = await whatWasOpened()
    shell.child.kill('SIGKILL')
    await shell.ended()
    expect(existsSync(door)).toBe(true)
    writeFileSync(join(shell.home, 'web', 'index.html'), 'somebody’s own')
    shell = await startWebShell([], shell.home)
    expect(readdirSync(join(shell.home, 'web'))).toEqual(['index.html'])
  })
})

describe('a page that was let in', () => {
  it('stays in after a reload, in a second tab and by a deep link, and keeps no token', async () => {
    shell = await startWebShell()
    const { origin } = new URL(shell.url)
    const page = await openTab(`${shell.url}#/settings/about`)
    await page.getByRole('heading', { name: '设置' }).waitFor()
    expect(page.url()).toBe(`${origin}/#/settings/about`)
    await page.reload()
    await isIn(page)
    const second = await openTab(`${origin}/#/certificates`)
    expect(second.url()).toBe(`${origin}/#/certificates`)
    await page.goto(shell.url)
    await isIn(page)
    expect(page.url().split('#')[0]).toBe(`${origin}/`)
  })

  it('comes in again by a fresh address after the assistant has restarted on the same port', async () => {
    shell = await startWebShell()
    const { origin, port } = new URL(shell.url)
    const page = await openTab(shell.url)
    const { session } = await enter(await again(shell.home))
    await shell.stop()
    shell = await startWebShell(['--port', port], shell.home)
    await expect(dial(origin, session)).rejects.toThrow('403')
    await page.reload()
    await page.getByText('再从它打开这个页面').waitFor({ timeout: 30_000 })
    await page.goto(shell.url)
    await isIn(page)
  })
})

/** The address that a second start prints. */
const again = async (home: string): Promise<string> => {
  const { stdout } = await runWebShell(['--no-open', '--home', home])
  return JSON.parse(stdout.replace('READY ', '')).url
}

describe('a server of another user on another port of the same address', () => {
  let server: Server
  let address: string
  const heard: IncomingHttpHeaders[] = []
  let tossed: readonly string[] = []
  beforeAll(async () => {
    server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
      heard.push(request.headers)
      response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': [...tossed] })
      response.end('<p>evil</p>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterAll(() => server.close())

  it('hears nothing that would let it in', async () => {
    tossed = []
    heard.length = 0
    shell = await startWebShell()
    const own = await openTab(shell.url)
    const secret = await own.evaluate(() => Object.values(window.localStorage).join())
    expect(secret).toContain('secret')
    const foreign = await context.newPage()
    await foreign.goto(address)
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.every(({ cookie }) => cookie === undefined)).toBe(true)
    expect(
      await foreign.evaluate(() => JSON.stringify({ ...window.localStorage, ...window.sessionStorage })),
    ).toBe('{}')
  })

  it('cannot shut the owner out with cookies, whatever their number and names', async () => {
    shell = await startWebShell()
    const { port, origin } = new URL(shell.url)
    const own = await openTab(shell.url)
    const foreign = await context.newPage()
    const toss = (...cookies: readonly string[]) => {
      tossed = cookies
      return foreign.goto(address)
    }
    for (let round = 0; round < 5; round += 1)
      await toss(...Array.from({ length: 30 }, (_, n) => `c${round}-${n}=${'x'.repeat(4_000)}; Path=/`))
    await toss(
      `assistant-${port}=evil; Path=/`,
      `assistant-${port}=evil; Path=/channel`,
      'a=evil; Path=/enter',
    )
    const held = await context.cookies(`${origin}/channel`)
    expect(held.map(({ name, value }) => name + value).join().length).toBeGreaterThan(400_000)
    expect(held.filter(({ value }) => value === 'evil')).toHaveLength(2)
    await own.reload()
    await isIn(own)
    await openTab(`${origin}/#/certificates`)
    await openTab(await again(shell.home))
  })

  it('learns nothing from a page whose port it took after the assistant had ended', async () => {
    shell = await startWebShell()
    const { port } = new URL(shell.url)
    const page = await openTab(shell.url)
    const kept = await page.evaluate(() => Object.values(window.localStorage).join())
    const { secret } = JSON.parse(kept)
    await shell.stop()
    const heardThere: string[] = []
    const squatter = new WebSocketServer({
      port: Number(port),
      host: '127.0.0.1',
      handleProtocols: () => 'assistant',
    })
    squatter.on('connection', (socket, request) => {
      heardThere.push(JSON.stringify(request.headers))
      socket.on('message', (message) => heardThere.push(`said ${message}`))
      // Sends back everything that it received as proof.
      for (const part of (request.headers['sec-websocket-protocol'] ?? '').split(','))
        socket.send(part.trim().split('.')[1] ?? '')
    })
    await page.getByText('连接中断').waitFor()
    await expect.poll(() => heardThere.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
    squatter.close()
    for (const client of squatter.clients) client.terminate()
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(heardThere.join('\n')).not.toContain(secret)
    expect(heardThere.filter((one) => one.startsWith('said'))).toEqual([])
  })
})
