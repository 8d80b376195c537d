import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { clientOf, snapshotWhere } from '../ui/contract-client.ts'
import { startWebShell } from '../ui/web-shell-process.ts'
import { captchaAnswer, issuerId, logIn, typed } from './demonstration.ts'

/** What a data folder has to show to whoever opens it later. */
export type LivedIn = {
  /** Of the signing certificate that was issued. */
  readonly serial: string
  readonly pin: string
  /** Of the soft token whose issuance was cut off. */
  readonly pinOfOpen: string
  readonly language: 'en'
  /** From the first entry to the last. */
  readonly history: readonly string[]
}

export const openFolder = async (home: string) => {
  const shell = await startWebShell(['--captcha-answer', captchaAnswer], home)
  const { client, close } = await clientOf(shell.url)
  const where = (isSo: Parameters<typeof snapshotWhere>[1]) => snapshotWhere(client, isSo, 60_000)
  return {
    ...{ client, where },
    kill: async () => {
      close()
      shell.child.kill('SIGKILL')
      await shell.ended()
    },
    stop: async () => {
      close()
      return shell.stop()
    },
  }
}

/** So long that the certificate has come and is not on the token yet. */
const deepEnough = 2_500

const openJournal = async (home: string): Promise<void> => {
  const folder = join(home, 'journal')
  const isDeep = (name: string) => name.endsWith('.journal') && statSync(join(folder, name)).size > deepEnough
  while (!readdirSync(folder).some(isDeep)) await pause(1)
}

/** Works in a fresh data folder as a person does, with the product that is built, and ends in the middle of a business. */
export const liveIn = async (home: string): Promise<LivedIn> => {
  mkdirSync(home, { recursive: true })
  const { client, where, kill } = await openFolder(home)
  await logIn({ client })
  await client.issuance.start({ issuerId, target: { kind: 'soft' }, pin: typed('824637') })
  const { tokens } = await where(({ transactions }) => transactions.some(({ state }) => state === 'done'))
  const [tokenId, serial] = [tokens[0]?.id ?? '', tokens[0]?.pairs[0]?.signing?.serial ?? '']
  await client.settings.change({ language: 'en' })
  const [pin, pinOfOpen] = ['937154', '815926']
  await client.pin.change({ tokenId, oldPin: '824637', newPin: pin })
  await client.backup.create({ tokenId, pin, password: 'A password of tests 1' })
  const history = (await client.history.list({})).map(({ kind }) => kind).reverse()
  await client.issuance.start({ issuerId, target: { kind: 'soft' }, pin: typed(pinOfOpen) })
  await openJournal(home)
  await kill()
  return { serial, pin, pinOfOpen, language: 'en', history }
}
