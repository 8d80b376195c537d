import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { type Assistant, refusalOf, startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { windowsPath } from '../wine.ts'

let pin = '824637'

/** Answers every question for the PIN with it. */
const answerPrompts = async ({ client, where }: Assistant, until: () => boolean): Promise<void> => {
  while (!until()) {
    const { prompt } = await where(({ prompt: open }) => open !== null || until())
    if (prompt?.kind !== 'pin') return
    await client.prompt.answer({ kind: 'pin', promptId: prompt.id, pin: typed(pin) }).catch(() => undefined)
    await pause(200)
  }
}

/** Files of the person and of the assistant, and what other programs do to them. */
export const files = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const home = place('home')
  const folder = place('合同 与 附件')
  mkdirSync(folder, { recursive: true })
  const assistant = await startAssistant(windows, program, ['--home', windowsPath(home)])
  const { client } = assistant
  /** Another program has the file for itself for a while. */
  const hold = async (path: string, milliseconds: number) => {
    const holder = windows.start(tool('holds-file'), [windowsPath(path), String(milliseconds)])
    while (!holder.printed().includes('held')) {
      if (holder.child.exitCode !== null) throw new Error(`it could not be held: ${holder.child.exitCode}`)
      await pause(20)
    }
    return holder
  }
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const list = async (...paths: readonly string[]) =>
    (await client.documents.add({ paths: paths.map(windowsPath) })).added
  const work = async (
    fileIds: readonly string[],
    what: Parameters<typeof client.documents.start>[0]['work'],
  ) => {
    const { jobId } = await client.documents.start({ fileIds: [...fileIds], work: what })
    let over = false
    const ended = assistant.where(
      ({ documentJob }) => documentJob?.id === jobId && documentJob.state.is === 'ended',
    )
    const answering = answerPrompts(assistant, () => over)
    const { documents } = await ended
    over = true
    await Promise.race([answering.catch(() => undefined), pause(10)])
    return fileIds.map((id) => documents.find((one) => one.id === id)?.state)
  }

  await logIn(assistant)
  const { transactionId } = await client.issuance.start({
    issuerId,
    target: { kind: 'soft' },
    pin: typed(pin),
  })
  const { tokens } = await assistant.where(
    ({ transactions, tokens: all }) =>
      all.length > 0 && transactions.some(({ id, state }) => id === transactionId && state === 'done'),
  )
  const certificateId = tokens[0]?.pairs[0]?.signing?.id ?? ''
  const message = { kind: 'sign', certificateId, as: { form: 'message', content: 'detached' } } as const
  const text = '第一行\r\n第二行\r\n'

  await check('a file with a Chinese name and lines of Windows is signed beside itself', async () => {
    const path = put('合同 (终稿).txt', text)
    const [state] = await work(await list(path), message)
    assert.equal(state?.is, 'done', JSON.stringify(state))
    assert.ok(existsSync(`${path}.p7s`))
    assert.equal(readFileSync(path, 'utf8'), text)
  })
  await check('the signature is valid, and no longer once a line ending has changed', async () => {
    const path = join(folder, '合同 (终稿).txt')
    const verify = async () => {
      const ids = await list(`${path}.p7s`)
      await work(ids, { kind: 'verify' })
      return (await client.documents.verdict({ fileId: ids[0] ?? '' })).outcome
    }
    assert.equal(await verify(), 'valid')
    writeFileSync(path, text.replaceAll('\r\n', '\n'))
    const { documents } = await assistant.snapshot()
    await client.documents.remove({ fileIds: documents.map(({ id }) => id) })
    assert.equal(await verify(), 'invalid')
  })
  await check('a second signature of a file takes the next free name', async () => {
    const path = put('附件.bin', 'x')
    const { documents } = await assistant.snapshot()
    if (documents.length > 0) await client.documents.remove({ fileIds: documents.map(({ id }) => id) })
    const ids = await list(path)
    await work(ids, message)
    await work(ids, message)
    assert.ok(existsSync(`${path}.p7s`) && existsSync(`${path}(1).p7s`))
  })
  await check('a file that another program has for itself fails with words of the catalogue', async () => {
    const path = put('占用.txt', text)
    const ids = await list(path)
    const holder = await hold(path, 20_000)
    const [state] = await work(ids, message)
    holder.child.kill('SIGKILL')
    await holder.ended
    assert.ok(state?.is === 'failed' && state.error.code === 'document-unreadable', JSON.stringify(state))
  })
  await check('a setting is saved although a scanner has the file for a moment', async () => {
    await client.settings.change({ theme: 'dark' })
    const holder = await hold(join(home, 'settings.json'), 700)
    await client.settings.change({ theme: 'light' })
    assert.match(readFileSync(join(home, 'settings.json'), 'utf8'), /"light"/)
    await holder.ended
  })
  await check('a setting that cannot be written is refused, and the old one counts', async () => {
    const holder = await hold(join(home, 'settings.json'), 60_000)
    assert.equal(await refusalOf(client.settings.change({ theme: 'dark' })), 'folder-not-writable')
    assert.equal((await assistant.snapshot()).settings.theme, 'light')
    holder.child.kill('SIGKILL')
    await holder.ended
    await client.settings.change({ theme: 'dark' })
  })
  await check(
    'a PIN is not changed while another program has the soft certificate, and is afterwards',
    async () => {
      const { tokens: all } = await assistant.snapshot()
      const token = all[0]
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
      const certificate = files.find((name) => name.endsWith('.soft.json'))
      if (certificate === undefined) throw new Error('there is no soft certificate')
      const holder = await hold(join(home, certificate), 3_000)
      const change = { tokenId: token?.id ?? '', oldPin: pin, newPin: 'Winter-26' }
      assert.equal(await refusalOf(client.pin.change(change)), 'folder-not-writable')
      await holder.ended
      await client.pin.change(change)
      await client.pin.verify({ tokenId: change.tokenId, pin: 'Winter-26' })
      await client.pin.change({ ...change, oldPin: 'Winter-26', newPin: '937146' })
      pin = '937146'
    },
  )
  await check('a folder is shown with its files, and the drives are among the usual places', async () => {
    const view = await client.documents.folder({ path: windowsPath(folder) })
    assert.ok(view.entries.some(({ name }) => name === '合同 (终稿).txt'))
    assert.ok(view.parent?.startsWith('Z:\\'))
    const top = await client.documents.folder({ path: null })
    assert.ok(
      top.usual.some(({ path }) => path === 'Z:\\'),
      JSON.stringify(top.usual),
    )
  })
  await check('names that are devices of Windows do no harm', async () => {
    const answer = await client.documents.add({
      paths: ['Z:\\tmp\\con', 'nul', '\\\\.\\COM1', 'C:\\aux.txt'],
    })
    assert.deepEqual(answer.added, [])
  })
  await check('a file that is only to be read is signed, and stays as it is', async () => {
    const path = put('只读.txt', text)
    chmodSync(path, 0o444)
    const ids = await list(path)
    const [state] = await work(ids, message)
    assert.ok(state?.is === 'done' || state?.is === 'failed')
    assert.equal(readFileSync(path, 'utf8'), text)
  })
  await assistant.quit()
}
