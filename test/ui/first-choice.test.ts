import { describe, expect, it } from 'vitest'
import type { ReplaceableCertificate } from '../../src/shared/models/index.ts'
import { company, pair, signedIn, snapshotWith, soft, ukey } from '../world.ts'
import { openStage } from './stage.ts'

// What is chosen beforehand is what most people mean, and never what harms them.

const stage = openStage()
const account = { ...signedIn, applicantName: company }
const lost = ukey({
  label: '丢了的',
  pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 200 })],
})
const fresh = ukey({ id: 'ukey-2', label: '新的', serial: 'B2', pairs: [] })
const replaceable: ReplaceableCertificate = {
  serial: '3F2A91C07D5E48B6A1029CFE',
  holder: company,
  notAfter: '2027-06-20T08:00:00.000Z',
  status: 'active',
  tokenKind: 'ukey',
  tokenSerial: lost.serial,
  present: true,
}

describe('补办 of a certificate whose Ukey is plugged in', () => {
  const choosing = async (reason: string, tokens = [lost, fresh]) => {
    const page = await stage.show({
      name: 'lost but here',
      hash: '#/replacement',
      state: snapshotWith({ account, tokens }),
      services: { replacement: { offer: async () => ({ feeFen: 5000, certificates: [replaceable] }) } },
    })
    await page.getByRole('radio', { name: reason }).check()
    await page.getByRole('button', { name: '下一步' }).click()
    return page
  }

  it.each(['丢失', '可能被别人拿到'])('for %s does not put the new one there by itself', async (reason) => {
    const page = await choosing(reason)
    expect(await page.getByRole('radio', { name: '新的' }).isChecked()).toBe(true)
  })

  it('chooses this computer if there is no other Ukey', async () => {
    const page = await choosing('丢失', [lost])
    expect(await page.getByRole('radio', { name: '软证书' }).isChecked()).toBe(true)
  })
})

describe('证书签发', () => {
  it('does not choose the Ukey whose certificate has been replaced', async () => {
    const dead = ukey({ pairs: [pair('revoked', { id: 'c1', tokenId: 'ukey-1', days: 200 })] })
    const good = soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 300, holder: company })] })
    const page = await stage.show({
      name: 'dead Ukey',
      hash: '#/issue',
      state: snapshotWith({ account, tokens: [dead, good] }),
    })
    expect(await page.getByRole('radio', { name: '软证书' }).isChecked()).toBe(true)
  })
})
