import { describe, expect, it } from 'vitest'
import { longCompany, pair, signedIn, snapshotWith, soft, ukey } from '../world.ts'
import { done, paused, running } from './scenes/transactions.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

const issuing = (transaction: Parameters<typeof snapshotWith>[0]) => ({
  name: 'groups',
  hash: '#/issue',
  state: snapshotWith({ account: signedIn, tokens: [ukey()], ...transaction }),
})

describe('the progress of an issuance', () => {
  it('is shown as four groups, with each step on demand', async () => {
    const page = await stage.show(issuing({ transactions: [running('write-encryption')] }))
    const groups = page.getByRole('list', { name: '办理进度' }).getByRole('listitem')
    expect(await groups.count()).toBe(4)
    for (const name of ['申请', '审核', '写入', '检查'])
      await groups.filter({ hasText: name }).first().waitFor()
    expect(await groups.nth(2).getAttribute('data-state')).toBe('running')
    const step = page.getByText('写入加密证书')
    expect(await step.isVisible()).toBe(false)
    await page.getByText('查看每一步').click()
    await step.waitFor()
  })

  it('names the group where it stopped, and shows the error there', async () => {
    const error = { code: 'certificate-untrusted', params: {} } as const
    const page = await stage.show(issuing({ transactions: [paused('collect', error)] }))
    await page.getByText('签发停在「审核」').waitFor()
    const here = page.getByRole('list', { name: '办理进度' }).getByRole('listitem').nth(1)
    await here.getByRole('button', { name: '继续' }).waitFor()
  })

  it('names the business that stopped', async () => {
    const upgrading = await stage.show(sceneNamed('upgrade-back-to-form'))
    await upgrading.getByText('升级停在「申请」').waitFor()
    const renewing = await stage.show(sceneNamed('renewal-refused'))
    await renewing.getByText('续期停在「审核」').waitFor()
  })
})

describe('the issued certificate', () => {
  const handed = async () => {
    const token = soft({
      pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 365, holder: longCompany })],
    })
    const asked = { tokenKind: 'soft', tokenId: 'soft-1', tokenName: '软证书' } as const
    const page = await stage.show({
      ...issuing({ tokens: [token], transactions: [running('seal', asked)] }),
      act: async (shown, state) => {
        state.change({ transactions: [done({ ...asked, pairId: 'pair-c2' })] })
        await shown.getByText('证书签发成功').waitFor()
      },
    })
    return page
  }

  it('is a document with the holder large and its serial number', async () => {
    const page = await handed()
    const paper = page.getByRole('article', { name: '数字证书' })
    const holder = paper.getByText(longCompany)
    const size = (text: string) => Number.parseFloat(text)
    expect(size(await holder.evaluate((one) => getComputedStyle(one).fontSize))).toBeGreaterThanOrEqual(20)
    await paper.getByText('3F2A 91C0 7D5E 48B6 A102 9CFE').waitFor()
  })

  it('leads to the backup as the next step', async () => {
    const page = await handed()
    await page.getByText('下一步：备份').waitFor()
    await page.getByRole('button', { name: '去备份' }).click()
    await page.getByRole('heading', { name: '备份与恢复' }).waitFor()
  })
})
