import { afterAll, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/shared/models/index.ts'
import { snapshotsOf } from '../../src/shared/snapshot/update.ts'
import { openPage, site } from '../house/web-signing.ts'
import { contractOf } from './contract-window.ts'
import { startElectron } from './electron-process.ts'

vi.setConfig({ testTimeout: 60_000 })

const product = startElectron(['--hidden'])
afterAll(async () => {
  product.child.kill('SIGKILL')
  await product.ended()
})

type Client = Awaited<ReturnType<typeof contractOf>>['client']

const snapshotWhere = async (client: Client, isSo: (snapshot: Snapshot) => boolean): Promise<Snapshot> => {
  const signal = AbortSignal.timeout(40_000)
  for await (const snapshot of snapshotsOf(await client.state.watch(undefined, { signal })))
    if (isSo(snapshot)) return snapshot
  throw new Error('the stream ended')
}

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
