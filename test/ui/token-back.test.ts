import { describe, expect, it } from 'vitest'
import type { DeviceTrouble, ErrorReport, Snapshot, TokenView } from '../../src/shared/models/index.ts'
import { signedIn, snapshotWith, ukey } from '../world.ts'
import { paused } from './scenes/transactions.ts'
import { openStage } from './stage.ts'

// The words of a step follow what is plugged in now, not what was missing when it stopped.

const stage = openStage()

const gaveUp: DeviceTrouble = {
  ...{ id: 't1', report: { code: 'driver-gave-up', params: {} }, vendor: '明华', driverId: 'minghua' },
  ...{ usbId: null, systemWords: null, downloadPage: null },
}

const stopped = (error: ErrorReport, tokens: readonly TokenView[], rest: Partial<Snapshot> = {}) => ({
  name: 'stopped',
  hash: '#/issue',
  state: snapshotWith({
    ...{ account: signedIn, tokens },
    transactions: [paused('keypair', error, { needsPin: true, tokenPresent: tokens.length > 0 })],
    ...rest,
  }),
})

describe('a business whose Ukey was missing', () => {
  it.each(['token-absent', 'token-removed', 'driver-crashed'] as const)(
    'after %s says that the Ukey is back, and nothing is red any more',
    async (code) => {
      const page = await stage.show(stopped({ code, params: {} }, [ukey()]))
      await page.getByText('Ukey 已经插好，可以继续').waitFor()
      expect(await page.getByRole('alert').count()).toBe(0)
      expect(await page.getByText('没有完成').count()).toBe(0)
      await page.getByLabel('PIN 码', { exact: true }).waitFor()
    },
  )

  it('changes its words while the page is open', async () => {
    let plug = () => {}
    const page = await stage.show({
      ...stopped({ code: 'token-absent', params: {} }, []),
      act: async (shown, state) => {
        await shown.getByText('没有找到 Ukey').waitFor()
        plug = () => {
          const [one] = state.current().transactions
          if (one) state.change({ tokens: [ukey()], transactions: [{ ...one, tokenPresent: true }] })
        }
      },
    })
    plug()
    await page.getByText('Ukey 已经插好，可以继续').waitFor()
    expect(await page.getByText('没有找到 Ukey').count()).toBe(0)
  })

  it('says that the driver is the obstacle where it is, instead of 请插入', async () => {
    const page = await stage.show(stopped({ code: 'token-absent', params: {} }, [], { troubles: [gaveUp] }))
    await page.getByText('明华 · 驱动反复异常').waitFor()
    expect(await page.getByText('请插入办理时使用的').count()).toBe(0)
  })
})

describe('a page about a Ukey that is away', () => {
  it('shows what is wrong with its driver', async () => {
    const page = await stage.show({
      name: 'pin without driver',
      hash: '#/pin/ukey-1',
      state: snapshotWith({ troubles: [gaveUp] }),
    })
    await page.getByText('明华 · 驱动反复异常').waitFor()
  })
})
