import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey, ukeyLibrary, unplugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { built, type ElectronProcess, startElectron } from './electron-process.ts'

const ukeys = mkdtempSync(join(tmpdir(), 'ukeys-'))
let product: ElectronProcess

beforeAll(async () => {
  if (!existsSync(ukeyLibrary()))
    throw new Error('the virtual Ukey is not built: run npm run build:ukey first')
  createUkey(ukeys, 'desk', { label: '张三的 Ukey' })
  product = startElectron(['--hidden'], undefined, { ...built, env: { VIRTUAL_UKEY_HOME: ukeys } })
  await product.until(({ trays }) => trays[0]?.menu?.items[0]?.label === '请插入 Ukey')
})
afterAll(async () => {
  product.child.kill('SIGTERM')
  await product.ended()
})

const trayHas = (text: string) =>
  product.until(
    ({ trays }, wanted) => trays[0]?.menu?.items.some(({ label }) => label.includes(wanted)) === true,
    text,
  )
const windowVisible = (wanted: boolean) =>
  product.until(
    ({ BrowserWindow }, visible) => (BrowserWindow.getAllWindows()[0]?.isVisible() ?? false) === visible,
    wanted,
  )
const icon = () => product.evaluate(({ trays }) => trays[0]?.image.toPNG().toString('base64'))

describe('a Ukey that is plugged in, through a utility process and the real library', () => {
  it('brings the window forward and appears in the tray with its state and its action', async () => {
    const empty = await icon()
    plugUkey(ukeys, 'desk')
    await windowVisible(true)
    await trayHas('张三的 Ukey · 还没有证书')
    await trayHas('签发证书…')
    expect(await icon()).not.toBe(empty)
  })

  it('takes the window back when it is pulled out', async () => {
    unplugUkey(ukeys, 'desk')
    await windowVisible(false)
    await trayHas('请插入 Ukey')
  })

  it('leaves the window alone once the person has asked for it', async () => {
    plugUkey(ukeys, 'desk')
    await windowVisible(true)
    await product.evaluate(({ trays }) => void trays[0]?.emit('click'))
    unplugUkey(ukeys, 'desk')
    await trayHas('请插入 Ukey')
    expect(await product.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
      true,
    )
  })
})
