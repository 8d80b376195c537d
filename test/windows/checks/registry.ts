import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Assistant, refusalOf, startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { linesOf, windowsPath } from '../wine.ts'

const run = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'
const entry = 'cn.cert-assistant.desktop'
const browsers = {
  chrome: 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts',
  edge: 'HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts',
  firefox: 'HKCU\\Software\\Mozilla\\NativeMessagingHosts',
} as const
const host = 'cn.cert_assistant.relay'

/** Start with the session, and the native hosts of browsers. */
export const registry = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const home = place('cert assistant')
  const assistant: Assistant = await startAssistant(windows, program, ['--home', windowsPath(home)])
  /** The data of a value; null if there is none. */
  const value = async (key: string, name: string | null): Promise<string | null> => {
    const { code, stdout } = await windows.run('reg', [
      'query',
      key,
      ...(name === null ? ['/ve'] : ['/v', name]),
    ])
    const found = linesOf(stdout).find((line) => line.includes('REG_SZ'))
    return code === 0 && found !== undefined ? (found.split('REG_SZ')[1] ?? '').trim() : null
  }

  await check('no entry starts it with the session before the person wants it', async () =>
    assert.equal(await value(run, entry), null),
  )
  await check('the switch makes an entry of this user', async () => {
    await assistant.client.settings.change({ autostart: true })
    assert.match((await value(run, entry)) ?? '', /node\.exe.*web\.js.*--hidden --home/)
  })
  await check('the entry is read as the program, its file and the data folder', async () => {
    const line = (await value(run, entry)) ?? ''
    // cmd takes the line as it is, as the session does. The first word is replaced by what prints the others.
    const words = line.replace(/^("[^"]+"|\S+)/, windowsPath(tool('prints-arguments')))
    const batch = place('words.bat')
    writeFileSync(batch, `@echo off\r\n${words}\r\n`)
    const { stdout } = await windows.run('cmd', ['/c', windowsPath(batch)])
    const [file, hidden, flag, folder] = linesOf(stdout)
    assert.deepEqual([hidden, flag, folder], ['--hidden', '--home', windowsPath(home)])
    assert.match(file ?? '', /web\.js$/)
  })
  await check('the system check finds nothing wrong with it', async () => {
    assert.equal((await assistant.snapshot()).settings.autostart, true)
  })
  await check('the switch takes the entry back, also if somebody has removed it meanwhile', async () => {
    await assistant.client.settings.change({ autostart: false })
    assert.equal(await value(run, entry), null)
    await assistant.client.settings.change({ autostart: true })
    await windows.run('reg', ['delete', run, '/v', entry, '/f'])
    await assistant.client.settings.change({ autostart: false })
    assert.equal((await assistant.snapshot()).settings.autostart, false)
  })
  await check(
    'an entry that Windows would not start is refused, and the setting stays as it was',
    async () => {
      const deep = join(place('deep'), 'x'.repeat(120), 'y'.repeat(120))
      const other = await startAssistant(windows, program, ['--home', windowsPath(deep)])
      assert.equal(await refusalOf(other.client.settings.change({ autostart: true })), 'autostart-refused')
      assert.equal((await other.snapshot()).settings.autostart, false)
      await other.quit()
    },
  )
  await check('no browser knows the native host before 代理服务 is on', async () => {
    for (const key of Object.values(browsers)) assert.equal(await value(`${key}\\${host}`, null), null)
  })
  await check('Chrome, Edge and Firefox learn the native host, each by its own manifest', async () => {
    await assistant.client.webSigning.switchAll({ on: true })
    await assistant.client.webSigning.switchCarrier({ carrier: 'extension', on: true })
    await assistant.where(({ webSigning }) =>
      webSigning.carriers.some(({ name, state }) => name === 'extension' && state === 'listening'),
    )
    for (const [name, key] of Object.entries(browsers)) {
      const manifest = await value(`${key}\\${host}`, null)
      assert.ok(manifest !== null, name)
      const file = join(home, 'extension', name === 'firefox' ? 'firefox.json' : 'chromium.json')
      assert.ok(existsSync(file) || manifest.length > 0)
    }
  })
  await check('the starter that a manifest names runs the host, which answers in frames', async () => {
    const manifest = (await value(`${browsers.chrome}\\${host}`, null)) ?? ''
    const unix = manifest.replace(/^Z:/i, '').replaceAll('\\', '/')
    const { path, allowed_origins: origins } = JSON.parse(readFileSync(unix, 'utf8'))
    assert.match(path, /host\.bat$/)
    assert.equal(origins.length, 1)
    const batch = readFileSync(path.replace(/^Z:/i, '').replaceAll('\\', '/'), 'utf8')
    assert.match(batch, /^@echo off\r\n/)
    const { code } = await windows.run('cmd', ['/c', path], { milliseconds: 30_000 })
    // Its input is closed, so it ends at once and well. With a path that cmd cannot read it would not.
    assert.equal(code, 0)
  })
  await check('switched off, no browser knows it any more', async () => {
    await assistant.client.webSigning.switchCarrier({ carrier: 'extension', on: false })
    await assistant.where(({ webSigning }) =>
      webSigning.carriers.every(({ name, state }) => name !== 'extension' || state === 'off'),
    )
    for (const key of Object.values(browsers)) assert.equal(await value(`${key}\\${host}`, null), null)
  })
  await assistant.quit()
  await policies({ check, windows, program, place })
}

/** What group policy writes. */
const policies = async ({
  check,
  windows,
  program,
  place,
}: Pick<Stage, 'check' | 'windows' | 'program' | 'place'>): Promise<void> => {
  const key = (hive: string) => `${hive}\\Software\\Policies\\CertAssistant`
  const write = async (path: string, name: string, type: string, data: string): Promise<void> => {
    const args = ['add', path, '/v', name, '/t', type, '/d', data, '/f']
    assert.equal((await windows.run('reg', args)).code, 0)
  }
  await check('what group policy fixes counts, the computer before the user', async () => {
    await write(key('HKLM'), 'Autostart', 'REG_DWORD', '1')
    await write(key('HKLM'), 'Proxy', 'REG_SZ', 'none')
    await write(key('HKCU'), 'proxy', 'REG_SZ', 'system')
    await write(key('HKCU'), 'WriteBrowserPolicies', 'REG_DWORD', '0')
    await write(key('HKCU'), 'IssuerId', 'REG_SZ', '没有这个机构')
    await write(`${key('HKLM')}\\AllowedSites`, '1', 'REG_SZ', 'https://www.example.cn')
    await write(`${key('HKLM')}\\AllowedSites`, '2', 'REG_SZ', 'https://other.example.cn:8443')
    const home = place('fixed')
    const assistant = await startAssistant(windows, program, ['--home', windowsPath(home)])
    const seen = await assistant.where(({ webSigning }) => webSigning.sites.length === 2)
    assert.deepEqual(seen.policies, {
      settings: ['proxy', 'autostart'],
      sites: ['https://www.example.cn', 'https://other.example.cn:8443'],
      ...{ onlyThese: false, writesBrowserPolicies: false },
    })
    assert.deepEqual(seen.settings.proxy, { mode: 'none' })
    assert.deepEqual(
      seen.notices.filter(({ source }) => source === 'policies').map(({ report }) => report),
      [{ code: 'policy-invalid', params: { file: key('HKCU'), name: 'IssuerId' } }],
    )
    const refusal = await refusalOf(assistant.client.settings.change({ autostart: false }))
    assert.equal(refusal, 'fixed-by-administrator')
    await assistant.quit()
    for (const hive of ['HKLM', 'HKCU']) await windows.run('reg', ['delete', key(hive), '/f'])
  })
}
