import { describe, expect, it } from 'vitest'
import { createPrompts } from '../../src/main/prompt/prompts.ts'
import type { StateStore } from '../../src/main/state/state-store.ts'
import { createLeaving } from '../../src/main/tray/leaving.ts'
import type { TransactionView } from '../../src/shared/models/index.ts'
import { signedIn, snapshotWith, today, ukey } from '../world.ts'
import { paused, running } from './scenes/transactions.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** 退出 as the product answers it, with its own questions. */
const quitting = async (transactions: readonly TransactionView[]) => {
  let quits = 0
  let leave = async () => {}
  let answer: ReturnType<typeof createPrompts>['answer'] = () => {}
  const about = { ...snapshotWith().about, shell: 'web' as const }
  const page = await stage.show({
    name: 'quitting',
    hash: '#/home',
    state: snapshotWith({ about, account: signedIn, tokens: [ukey()], transactions }),
    services: {
      tray: { choose: async (item) => void (item === 'quit' && leave()) },
      prompt: { answer: (given) => answer(given) },
    },
    act: async (_page, state: StateStore) => {
      const shell = { showPrompt: () => {}, hidePrompt: () => {}, chooseSavePlace: null }
      const prompts = createPrompts({ state, shell, clock: () => today })
      answer = prompts.answer
      leave = createLeaving({
        transactions: () => state.current().transactions,
        prompts,
        quit: () => {
          quits += 1
        },
      })
    },
  })
  const choose = async () => {
    await page.getByRole('button', { name: '菜单' }).click()
    await page.getByRole('menuitem', { name: '退出', exact: true }).click()
  }
  return { page, choose, quits: () => quits }
}

describe('退出', () => {
  it('asks first while a certificate is being issued, and 取消 stays', async () => {
    const { page, choose, quits } = await quitting([running('write-signing')])
    await choose()
    const dialog = page.getByRole('dialog', { name: '正在签发证书，现在退出？' })
    await dialog.getByText('进度已经保存').waitFor()
    await dialog.getByRole('button', { name: '取消' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(quits()).toBe(0)
    await choose()
    await dialog.getByRole('button', { name: '退出' }).click()
    await expect.poll(quits).toBe(1)
  })

  it('goes at once where nothing runs', async () => {
    const stopped = paused('collect', { code: 'certificate-untrusted', params: {} })
    const { choose, quits } = await quitting([stopped])
    await choose()
    await expect.poll(quits).toBe(1)
  })
})
