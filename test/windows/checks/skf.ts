import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { refusalOf, startAssistant } from '../assistant.ts'
import { compile, type Stage } from '../stage.ts'
import { windowsPath } from '../wine.ts'

const pin = '12345678'
const sources = join(import.meta.dirname, '..', 'programs')

const driver = (library: string) => ({
  id: 'small',
  vendor: '小 Ukey',
  libraries: [{ abi: 'skf', system: 'win32', path: windowsPath(library) }],
  pin: { min: 6, max: 16 },
})

/** A vendor's library of Windows: koffi opens it in a token host and calls SKF. */
export const skf = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const folder = place('驱动 程序')
  mkdirSync(folder, { recursive: true })
  const library = join(folder, '小Ukey.dll')
  await check('a library of SKF is compiled for Windows', () => {
    compile(join(sources, 'small-ukey.c'), library, '-shared', '-lgcrypt', '-lgpg-error', '-lws2_32')
  })
  const home = place('home')
  mkdirSync(join(home, 'drivers'), { recursive: true })
  writeFileSync(join(home, 'drivers', 'small.json'), JSON.stringify(driver(library)))
  let assistant = await startAssistant(windows, program, ['--home', windowsPath(home)])
  const ukey = async () => {
    const { tokens } = await assistant.where(({ tokens: all }) => all.some(({ kind }) => kind === 'ukey'))
    const found = tokens.find(({ kind }) => kind === 'ukey')
    if (found === undefined) throw new Error('there is no Ukey')
    return found
  }

  await check('the Ukey is shown, with its label in GBK', async () => {
    const { label, serial, pin: state } = await ukey()
    assert.deepEqual([label, serial.slice(0, 16), state.triesLeft], ['小 Ukey', '0123456789ABCDEF', 10])
  })
  await check('its driver runs from a path with Chinese and a space', async () => {
    const { drivers } = await assistant.snapshot()
    const small = drivers.find(({ id }) => id === 'small')
    assert.deepEqual([small?.state, small?.reason, small?.finding?.architecture], ['running', null, 'x64'])
  })
  await check('a wrong PIN costs a try of the Ukey, the right one gives it back', async () => {
    const { id } = await ukey()
    await assistant.client.pin.verify({ tokenId: id, pin: '87654321' }).catch(() => undefined)
    assert.equal((await ukey()).pin.triesLeft, 9)
    await assistant.client.pin.verify({ tokenId: id, pin })
    await assistant.where(({ tokens }) =>
      tokens.some((one) => one.kind === 'ukey' && one.pin.triesLeft === 10),
    )
  })
  await check('a pair of certificates is issued onto the Ukey', async () => {
    await logIn(assistant)
    const { id } = await ukey()
    const target = { kind: 'ukey', tokenId: id } as const
    const { transactionId } = await assistant.client.issuance.start({ issuerId, target, pin: typed(pin) })
    const { transactions } = await assistant.where(({ transactions: all }) =>
      all.some((one) => one.id === transactionId && one.state !== 'running'),
    )
    const view = transactions.find((one) => one.id === transactionId)
    assert.equal(view?.state, 'done', JSON.stringify(view?.error ?? view?.waiting))
    const { pairs } = await ukey()
    assert.deepEqual([pairs.length, pairs[0]?.state], [1, 'valid'])
  })
  await check('its signing certificate is registered with Windows', async () => {
    const end = performance.now() + 20_000
    for (;;) {
      const { stdout } = await windows.run(tool('lists-store'), ['My'])
      if (/^[0-9a-f]{40}/m.test(stdout)) return
      if (performance.now() > end) throw new Error('nothing is registered')
    }
  })
  await check('the PIN of the Ukey is changed', async () => {
    const { id } = await ukey()
    await assistant.client.pin.change({ tokenId: id, oldPin: pin, newPin: 'Winter26' })
    assert.equal(await refusalOf(assistant.client.pin.verify({ tokenId: id, pin: 'Winter26' })), '')
  })
  await check('a library that is no library is reported, and the start goes on', async () => {
    await assistant.quit()
    writeFileSync(library, 'MZ nothing')
    assistant = await startAssistant(windows, program, ['--home', windowsPath(home)])
    const { drivers, tokens } = await assistant.where(({ settled }) => settled)
    assert.deepEqual(tokens, [])
    assert.notEqual(drivers.find(({ id }) => id === 'small')?.state, 'running')
  })
  await assistant.quit()
}
