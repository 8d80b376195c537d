import { afterAll, describe, expect, it } from 'vitest'
import type { Snapshot, TransactionView } from '../../src/shared/models/index.ts'
import { type Client, contractOf, snapshotWhere } from './contract-window.ts'
import { type ElectronProcess, startElectron } from './electron-process.ts'

// The question that only the assistant's own window may ask, in a real case: a kill interrupts an issuance, the product
// starts again, and going on needs the PIN, which was not kept anywhere.

const captchaAnswer = 'K7Q2'
const pin = 'Ye-2468-sun'
const started: ElectronProcess[] = []

const start = (home?: string): ElectronProcess => {
  const one = startElectron(['--hidden', '--captcha-answer', captchaAnswer], home)
  started.push(one)
  return one
}
afterAll(async () => {
  for (const one of started) {
    one.child.kill('SIGKILL')
    await one.ended()
  }
})

const login = async (client: Client): Promise<void> => {
  await snapshotWhere(client, ({ settled, connections }) => settled && connections.demo?.state === 'online')
  const { id } = await client.account.captcha({ issuerId: 'demo' })
  await client.account.login({
    issuerId: 'demo',
    userName: 'wangfang',
    applicantName: '王芳',
    captchaId: id,
    captcha: captchaAnswer,
  })
}

const only = ({ transactions }: Snapshot): TransactionView => {
  const [transaction] = transactions
  if (transaction === undefined) throw new Error('there is no transaction')
  return transaction
}

/** Begins an issuance and kills the product while it makes the keys. */
const cutOff = async (product: ElectronProcess): Promise<void> => {
  const { client } = await contractOf(product)
  await login(client)
  const cut = client.issuance
    .start({ issuerId: 'demo', target: { kind: 'soft' }, pin: { entry: 'typed', pin } })
    .catch(() => undefined)
  await snapshotWhere(client, ({ transactions }) =>
    transactions.some(({ steps }) =>
      steps.some(({ name, state }) => name === 'keypair' && state === 'running'),
    ),
  )
  product.child.kill('SIGKILL')
  await product.ended()
  await cut
}

const promptShown = (product: ElectronProcess, shown: boolean) =>
  product.until(
    ({ BrowserWindow }, wanted) =>
      (BrowserWindow.getAllWindows()
        .find(({ options }) => options.alwaysOnTop)
        ?.isVisible() ?? false) === wanted,
    shown,
  )

describe('the prompt window', () => {
  it('asks for the PIN above all other windows, takes closing for a no, and takes the answer on to the end', async () => {
    const first = start()
    await cutOff(first)
    const product = start(first.home)
    const { client } = await contractOf(product)
    const { id, needsPin } = only(
      await snapshotWhere(client, ({ transactions }) => transactions[0]?.waiting?.for === 'person'),
    )
    expect(needsPin).toBe(true)

    const refused = client.transactions.resume({ transactionId: id })
    await promptShown(product, true)
    const window = await product.evaluate(async ({ BrowserWindow }) => {
      const [one] = BrowserWindow.getAllWindows().filter(({ options }) => options.alwaysOnTop)
      return { ...one?.options, url: (await one?.page())?.url() }
    })
    expect(window).toMatchObject({ width: 420, alwaysOnTop: true, resizable: false })
    expect(window.url).toMatch(/#\/prompt$/)
    await product.evaluate(({ BrowserWindow }) => {
      for (const one of BrowserWindow.getAllWindows()) if (one.options.alwaysOnTop) one.close()
    })
    await expect(refused).rejects.toMatchObject({ data: { code: 'cancelled-by-user' } })
    await promptShown(product, false)

    const resumed = client.transactions.resume({ transactionId: id })
    await promptShown(product, true)
    await product.evaluate(async ({ BrowserWindow }, text) => {
      const [one] = BrowserWindow.getAllWindows().filter(({ options }) => options.alwaysOnTop)
      const page = await one?.page()
      await page?.locator('input').first().fill(text)
      await page?.keyboard.press('Enter')
    }, pin)
    await resumed
    await promptShown(product, false)
    const done = await snapshotWhere(client, ({ transactions }) => transactions[0]?.state === 'done')
    expect(only(done).error).toBeNull()
    await product.until(({ shownNotifications }) =>
      shownNotifications.some(({ title }) => title === '证书已签发'),
    )
    await product.evaluate(({ shownNotifications }) => void shownNotifications.at(-1)?.emit('click'))
    const led = await snapshotWhere(client, ({ navigation }) => navigation.sequence > 0)
    expect(led.navigation.place).toEqual({ page: 'certificates' })
    const records = await product.evaluate((electron) => electron.records)
    expect(JSON.stringify(records)).not.toContain(pin)
  }, 120_000)
})
