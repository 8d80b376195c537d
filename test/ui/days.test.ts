import { describe, expect, it } from 'vitest'
import type { ReminderView } from '../../src/shared/models/index.ts'
import { company, dayAway, pair, signedIn, snapshotWith, soft, trademark } from '../world.ts'
import { waits } from './scenes/transactions.ts'
import { cutOff } from './scenes/waits.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** A soft certificate is labelled by the program, in letters that nobody knows. */
const label = `${company} · nRNFCmNA`
const reminder: ReminderView = {
  ...{ id: 'r1', issuerId: trademark.id, tokenId: 'soft-1', tokenName: label, tokenKind: 'soft' },
  ...{ holder: company, notAfter: dayAway(1), daysLeft: 1, present: true },
  ...{ certificateId: null, weekOffered: false },
}

describe('a soft certificate', () => {
  it('is called 软证书 in a reminder, whatever label its file has', async () => {
    const page = await stage.show({
      name: 'raw label',
      hash: '#/home',
      state: snapshotWith({ tokens: [], reminders: [reminder] }),
    })
    await page.getByText(`${company} · 软证书`).waitFor()
    expect(await page.getByText('nRNFCmNA').count()).toBe(0)
  })

  it.each(['#/home', '#/issue'])('and in a business that is under way (%s)', async (hash) => {
    const token = { tokenKind: 'soft', tokenId: 'soft-1', tokenName: label, holder: company } as const
    const page = await stage.show({
      name: 'raw label of a business',
      hash,
      state: snapshotWith({ account: signedIn, transactions: [waits('collect', cutOff, token)] }),
    })
    await page.getByText(`${company} · 软证书`).waitFor()
    expect(await page.getByText('nRNFCmNA').count()).toBe(0)
  })

  it('that has ended earlier today says so, and no number of days left', async () => {
    const page = await stage.show({
      name: 'ended today',
      hash: '#/home',
      state: snapshotWith({
        tokens: [soft({ pairs: [pair('expired', { id: 'c2', tokenId: 'soft-1', days: 0 })] })],
      }),
    })
    await page.getByText('今天已过期').waitFor()
    expect(await page.getByText('还有').count()).toBe(0)
  })
})
