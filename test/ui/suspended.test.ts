import { describe, expect, it } from 'vitest'
import { company, pair, signedIn, snapshotWith, ukey } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

// 挂失 can be taken back, so it never looks like a revocation.

const stage = openStage()

const suspended = (account = true) => ({
  name: 'suspended',
  hash: '#/home',
  state: snapshotWith({
    ...(account ? { account: signedIn } : {}),
    tokens: [
      ukey({
        pairs: [pair('suspended', { id: 'c1', tokenId: 'ukey-1', days: 200, holder: company })],
      }),
    ],
  }),
})

describe('a suspended certificate', () => {
  it('says so with a way back, and does not ask for a new one', async () => {
    const resumed: string[] = []
    const page = await stage.show({
      ...suspended(),
      services: { replacement: { resume: async (_issuerId, serial) => void resumed.push(serial) } },
    })
    await page.getByText('证书已挂失，暂时不能使用').first().waitFor()
    expect(await page.getByRole('button', { name: '重新签发' }).count()).toBe(0)
    expect(await page.getByText('可以正常使用').count()).toBe(0)
    await page.getByRole('button', { name: '解除挂失' }).first().click()
    await page.getByRole('dialog').getByText('一直在您手里').waitFor()
    expect(resumed).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '解除挂失' }).click()
    await expect.poll(() => resumed).toEqual(['3F2A91C07D5E48B6A1029CFE'])
  })

  it('leads the first page with the one button that helps', async () => {
    const page = await stage.show(sceneNamed('home-suspended'))
    const lead = page.getByRole('main').getByRole('region').first()
    await lead.getByText('证书已挂失').waitFor()
    await lead.getByRole('button', { name: '解除挂失' }).waitFor()
    expect(await page.locator('main .ant-btn-primary').count()).toBe(1)
  })

  it('asks for the login first', async () => {
    const page = await stage.show(suspended(false))
    await page.getByRole('button', { name: '解除挂失' }).first().click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '解除挂失' }).isDisabled()).toBe(true)
    await dialog.getByRole('link', { name: '账号登录' }).click()
    await page.getByRole('heading', { name: '账号登录' }).waitFor()
  })

  it('is called suspended where its status is checked', async () => {
    const page = await stage.show({
      ...suspended(),
      hash: '#/certificate/c1-s',
      services: {
        certificates: {
          revocation: async () => ({ state: 'revoked', source: 'ocsp', at: null, reason: 'certificateHold' }),
        },
      },
    })
    await page.getByRole('button', { name: '检查吊销状态' }).click()
    await page.getByText('已挂失，可以解除').waitFor()
    expect(await page.getByText('已吊销').count()).toBe(0)
  })

  it('can be taken back where it was suspended', async () => {
    const resumed: string[] = []
    const page = await stage.show({
      ...suspended(),
      hash: '#/replacement',
      services: {
        replacement: {
          offer: async () => ({
            feeFen: 5000,
            certificates: [
              {
                ...{ serial: '4A2F', holder: company, notAfter: '2027-06-20T08:00:00.000Z' },
                ...{ status: resumed.length > 0 ? 'active' : 'suspended', present: true },
                ...{ tokenKind: 'ukey', tokenSerial: 'VU1' },
              },
            ],
          }),
          resume: async (_issuerId, serial) => void resumed.push(serial),
        },
      },
    })
    await page.getByRole('button', { name: '解除挂失' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: '解除挂失' }).click()
    await page.getByRole('button', { name: '只挂失，暂不补办' }).waitFor()
    expect(resumed).toEqual(['4A2F'])
  })
})
