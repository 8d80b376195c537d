import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { linesOf, windowsPath } from '../wine.ts'

/** The stores of Windows: what the assistant writes through crypt32.dll, another program reads. */
export const stores = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const home = place('证书库')
  const open = () => startAssistant(windows, program, ['--home', windowsPath(home)])
  let assistant = await open()
  const listed = async (store: 'My' | 'Root'): Promise<readonly string[]> => {
    const { code, stdout } = await windows.run(tool('lists-store'), [store])
    assert.equal(code, 0)
    return linesOf(stdout).filter((line) => line !== '')
  }
  const settles = async (store: 'My' | 'Root', isSo: (all: readonly string[]) => boolean) => {
    const end = performance.now() + 30_000
    for (;;) {
      const all = await listed(store)
      if (isSo(all)) return all
      if (performance.now() > end) throw new Error(`${store} holds ${all.join() || 'nothing'}`)
    }
  }
  let own = ''

  await check('the personal store is empty at first', async () => assert.deepEqual(await listed('My'), []))
  await check(
    'an issued signing certificate is in the personal store, and the encryption certificate is not',
    async () => {
      await logIn(assistant)
      const target = { kind: 'soft' } as const
      await assistant.client.issuance.start({ issuerId, target, pin: typed('824637') })
      const { tokens } = await assistant.where(({ tokens: all }) => all.some(({ pairs }) => pairs.length > 0))
      const certificateId = tokens[0]?.pairs[0]?.signing?.id ?? ''
      const { base64 } = await assistant.client.certificates.export({ certificateId, format: 'der' })
      own = createHash('sha1').update(Buffer.from(base64, 'base64')).digest('hex')
      assert.deepEqual(await settles('My', (all) => all.length > 0), [own])
    },
  )
  await check('the finding tells the store of Windows', async () => {
    const finding = await assistant.client.certificateStore.finding()
    assert.deepEqual([finding.state, finding.store, finding.registered], ['fine', 'Windows', 1])
  })
  await check('it leaves the store when the person switches it off, and comes back', async () => {
    await assistant.client.settings.change({ importSigningCertificate: false })
    await settles('My', (all) => all.length === 0)
    await assistant.client.settings.change({ importSigningCertificate: true })
    await settles('My', (all) => all.includes(own))
  })
  await check('after a kill the next start neither forgets nor doubles it', async () => {
    await assistant.kill()
    assistant = await open()
    await assistant.where(({ settled }) => settled)
    assert.deepEqual(await settles('My', (all) => all.length > 0), [own])
    await assistant.client.settings.change({ importSigningCertificate: false })
    await settles('My', (all) => all.length === 0)
  })
  let before: readonly string[] = []
  let root = ''
  await check('信任本机证书 puts one authority into the roots of this user', async () => {
    before = await listed('Root')
    await assistant.client.loopbackTrust.trust()
    const added = (await listed('Root')).filter((sha1) => !before.includes(sha1))
    assert.equal(added.length, 1)
    root = added[0] ?? ''
    const finding = await assistant.client.loopbackTrust.finding()
    assert.deepEqual([finding.state, finding.stores], ['trusted', ['windows']])
  })
  await check('it is the authority that the data folder names', () => {
    const { current } = JSON.parse(readFileSync(join(home, 'loopback-trust', 'loopback.json'), 'utf8'))
    assert.equal(current.sha1, root)
    const der = readFileSync(join(home, 'loopback-trust', `${root}.cer`))
    assert.equal(createHash('sha1').update(der).digest('hex'), root)
  })
  await check('移除 takes it out again, and leaves the other roots', async () => {
    await assistant.client.loopbackTrust.remove()
    assert.deepEqual(await listed('Root'), before)
  })
  await assistant.quit()
}
