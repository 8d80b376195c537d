import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { parseEnvelopedMessage, toBase64 } from '../../src/pki/index.ts'
import { openPage, site } from '../house/web-signing.ts'
import { freshParty, freshRoot } from '../unit/pki/authority.ts'
import { contractOf, snapshotWhere } from './contract-window.ts'
import { startElectron } from './electron-process.ts'

vi.setConfig({ testTimeout: 60_000 })

const product = startElectron(['--hidden'])
afterAll(async () => {
  product.child.kill('SIGKILL')
  await product.ended()
})

const promptShown = (shown: boolean) =>
  product.until(
    ({ BrowserWindow }, wanted) =>
      (BrowserWindow.getAllWindows()
        .find(({ options }) => options.alwaysOnTop)
        ?.isVisible() ?? false) === wanted,
    shown,
  )

it('a page’s question comes in the prompt window, goes with the page, and closing the window is a no', async () => {
  const { client } = await contractOf(product)
  await client.webSigning.switchAll({ on: true })
  const { webSigning } = await snapshotWhere(client, (snapshot) =>
    snapshot.webSigning.carriers.some(({ ports }) => ports.length > 0),
  )
  const port = webSigning.carriers.find(({ name }) => name === 'own')?.ports[0] ?? 0
  const leaving = await openPage(port)
  void leaving.ask({ ask: 'certificates' })
  await promptShown(true)
  const text = await product.evaluate(async ({ BrowserWindow }) => {
    const [one] = BrowserWindow.getAllWindows().filter(({ options }) => options.alwaysOnTop)
    const page = await one?.page()
    await page?.locator('h1').waitFor()
    return page?.locator('main').textContent()
  })
  expect(text).toContain(site)
  leaving.close()
  await promptShown(false)
  const page = await openPage(port)
  const asked = page.code({ ask: 'certificates' })
  await promptShown(true)
  await product.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) if (one.options.alwaysOnTop) one.close()
  })
  expect(await asked).toBe('not-approved')
  page.close()
})

it.each(['lock-screen', 'user-did-resign-active', 'suspend'])(
  'a question of a page goes when nobody is at the screen any more (%s)',
  async (event) => {
    const { client } = await contractOf(product)
    const { webSigning } = await snapshotWhere(client, (snapshot) => snapshot.webSigning.on)
    const port = webSigning.carriers.find(({ name }) => name === 'own')?.ports[0] ?? 0
    const page = await openPage(port, `https://${event}.example.cn`)
    const asked = page.code({ ask: 'certificates' })
    await promptShown(true)
    await product.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event)
    expect(await asked).toBe('cancelled')
    await promptShown(false)
    page.close()
  },
)

/** A call as a page of an older client makes it; the first of its ports that is free on this machine. */
const askOlder = async (port: number, path: string, name: string, ...param: readonly string[]) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { origin: 'https://files.example.cn' })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const answer = new Promise<{ retVal: unknown }>((resolve) =>
    socket.once('message', (data) => resolve(JSON.parse(String(data)))),
  )
  socket.send(JSON.stringify({ call_cmd_id: 'i_1', xtx_func_name: name, param }))
  return answer.finally(() => socket.close())
}

it('a file that a page has sealed is picked in the prompt window, and saved where the person says', async () => {
  const { client } = await contractOf(product)
  await client.webSigning.switchAll({ on: true })
  await client.webSigning.switchCarrier({ carrier: 'xtxapp', on: true })
  const { webSigning } = await snapshotWhere(client, (snapshot) =>
    snapshot.webSigning.carriers.some(({ name, ports }) => name === 'xtxapp' && ports.length > 0),
  )
  const port = webSigning.carriers.find(({ name }) => name === 'xtxapp')?.ports[0] ?? 0
  const { certificate } = freshParty(freshRoot(), { profile: 'encryption', name: '收件人' })
  const asked = askOlder(
    ...([port, '/xtxapp/', 'SOF_EncryptFile', toBase64(certificate.raw)] as const),
    ...['C:\\fakepath\\合同.txt', 'D:\\合同.p7m'],
  )
  const promptPage = (work: 'allow' | 'pick' | 'save') =>
    product.evaluate(async ({ BrowserWindow }, what) => {
      const [one] = BrowserWindow.getAllWindows().filter(({ options }) => options.alwaysOnTop)
      const page = await one?.page()
      const file = { name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('正文') }
      if (what === 'allow') await page?.getByRole('button', { name: '允许' }).click()
      else if (what === 'pick') await page?.locator('input[type=file]').setInputFiles(file)
      else await page?.getByRole('button', { name: '保存' }).click()
    }, work)
  await promptPage('allow')
  await promptPage('pick')
  await promptPage('save')
  await product.until(({ records }) => records.some(({ kind }) => kind === 'save-dialog'))
  const place = join(product.home, 'sealed.p7m')
  await product.evaluate(({ savePlaces }, path) => void savePlaces.push(path), place)
  await promptPage('save')
  expect(await asked).toMatchObject({ retVal: 'true' })
  expect(parseEnvelopedMessage(readFileSync(place)).recipients).toHaveLength(1)
  rmSync(place)
})
