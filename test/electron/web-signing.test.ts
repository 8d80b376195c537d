import { afterAll, expect, it, vi } from 'vitest'
import { openPage, site } from '../house/web-signing.ts'
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
