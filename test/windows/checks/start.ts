import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Assistant, nodeOf, shellArguments, startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { linesOf, windowsPath } from '../wine.ts'

const statusOf = async (url: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(url, { headers })).status

/** Starts, pages, second starts and ends. */
export const start = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const usualHome = join(windows.user, 'AppData', 'Roaming', 'cert-assistant')
  let assistant: Assistant | undefined
  const running = (): Assistant => {
    if (assistant === undefined) throw new Error('it did not start')
    return assistant
  }
  const ends = (args: readonly string[], cwd = program) =>
    windows.run(nodeOf(program), shellArguments(args), { cwd })

  await check('this Windows has the code page of Chinese', async () => {
    const { stdout } = await windows.run(tool('prints-arguments'), ['证书 助手', '𠮷'])
    assert.deepEqual(linesOf(stdout).slice(0, 3), ['证书 助手', '𠮷', 'code page 936'])
  })
  await check('starts, and its page is served over HTTP', async () => {
    assistant = await startAssistant(windows, program, [])
    const { origin } = new URL(assistant.url)
    const page = await (await fetch(origin)).text()
    assert.match(page, /<div id="root">/)
    const [, asset = ''] = /src="\.?(\/assets\/[^"]+\.js)"/.exec(page) ?? []
    assert.equal(await statusOf(origin + asset), 200)
  })
  await check('serves no file beside its pages, however the path is written', async () => {
    const { origin } = new URL(running().url)
    for (const path of [
      '/..%5cmain%5cweb.js',
      '/%2e%2e/main/web.js',
      '/C:%5cwindows%5cwin.ini',
      '/index.html::$DATA',
    ])
      assert.equal(await statusOf(origin + path), 404, path)
  })
  await check('has its data folder in AppData of the person', async () => {
    const { about } = await running().snapshot()
    assert.match(about.dataFolder, /^C:\\users\\[^\\]+\\AppData\\Roaming\\cert-assistant$/i)
    assert.match(about.system, /Windows/)
    assert.ok(existsSync(join(usualHome, 'instance.lock')))
  })
  await check('settles, with drivers that are looked for in System32', async () => {
    const { drivers, settled } = await running().where((snapshot) => snapshot.settled)
    assert.ok(settled)
    assert.equal(drivers.find(({ id }) => id === 'feitian')?.state, 'not-installed')
  })
  await check('has no notice about a broken installation', async () => {
    const { notices } = await running().snapshot()
    assert.deepEqual(notices, [])
  })
  await check('a second start hands out a fresh way in, and ends well', async () => {
    const { code, stdout } = await ends(['--no-open'])
    assert.equal(code, 0)
    const [, json = '{}'] = /^READY (.*)$/m.exec(stdout) ?? []
    assert.equal(new URL(JSON.parse(json).url).origin, new URL(running().url).origin)
    assert.notEqual(JSON.parse(json).url, running().url)
  })
  await check(
    'a start with an unknown flag or a wrong value ends with code 2 and one line of Chinese',
    async () => {
      for (const args of [['--nonsense'], ['--port', '99999']]) {
        const { code, stderr } = await ends(args)
        assert.equal(code, 2)
        assert.match(stderr.trim(), /^[^\n]*参数[^\n]*$/)
      }
    },
  )
  await check('a taken port is named', async () => {
    const { code, stderr } = await ends([
      '--no-open',
      '--port',
      new URL(running().url).port,
      '--home',
      windowsPath(place('other')),
    ])
    assert.equal(code, 2)
    assert.ok(stderr.includes(new URL(running().url).port), stderr)
  })
  await check('a data folder that is a file ends with code 2 and its name', async () => {
    const file = place('是一个文件')
    writeFileSync(file, '')
    const { code, stderr } = await ends(['--no-open', '--home', windowsPath(file)])
    assert.equal(code, 2)
    assert.ok(stderr.includes(windowsPath(file)), stderr)
  })
  await check('is reached by the system check from the command line', async () => {
    const { code, stdout } = await windows.run(
      nodeOf(program),
      ['out/main/console.js', 'diagnose', '--json'],
      {
        cwd: program,
      },
    )
    assert.ok(
      [0, 1, 2].some((one) => one === code),
      `it ended with ${code}`,
    )
    const { steps } = JSON.parse(stdout)
    assert.ok(steps.length > 10)
    assert.deepEqual(
      steps.filter(({ findings = [] }) =>
        findings.some(({ kind }: { kind: string }) => kind === 'step-failed'),
      ),
      [],
    )
  })
  await check('--quit ends it, and nothing of the start is left', async () => {
    const { code } = await ends(['--quit'])
    assert.equal(code, 0)
    assert.equal(await running().ended, 0)
    assert.ok(!existsSync(join(usualHome, 'instance.json')))
    assert.ok(!existsSync(join(usualHome, 'web')))
  })
  await check('--quit succeeds where none runs', async () => assert.equal((await ends(['--quit'])).code, 0))
  await check('a killed one does not block the next start', async () => {
    const first = await startAssistant(windows, program, [])
    await first.kill()
    const second = await startAssistant(windows, program, ['--hidden'])
    assert.equal(await second.quit(), 0)
  })
  await check('its log has no accident', () => {
    const file = join(usualHome, 'logs', 'assistant.log')
    const log = existsSync(file) ? readFileSync(file, 'utf8') : ''
    assert.doesNotMatch(log, /\n\s+at /)
  })
}
