import { describe, expect, it } from 'vitest'
import type { SiteUse } from '../../src/shared/models/index.ts'
import { pair, snapshotWith, soft, ukey } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

describe('pictures that say at a glance what is also there in words', () => {
  it('a key is drawn by its maker; one with a keypad shows it, whoever made it', async () => {
    const { state } = sceneNamed('certificates-makers')
    const [first] = state.tokens
    if (!first) throw new Error('no key')
    const keypad = { ...first, id: 'keypad', pin: { ...first.pin, entryOnDevice: true } }
    const page = await stage.show({
      ...{ name: 'makers', hash: '#/home' },
      state: { ...state, tokens: [...state.tokens, keypad, soft()] },
    })
    const drawings = await page
      .locator('article header svg:first-child')
      .evaluateAll((all) => all.map(({ innerHTML }) => innerHTML))
    expect(drawings).toHaveLength(8)
    // Seven keys in six shapes (the one with a keypad is drawn like the maker of such keys), and a sheet.
    expect(new Set(drawings).size).toBe(7)
    expect(drawings[6]).toBe(drawings[4])
  })

  it('the year ahead has a line for each certificate, with its end and its reminders', async () => {
    const page = await stage.show({
      ...{ name: 'year', hash: '#/certificates' },
      state: snapshotWith({
        tokens: [
          ukey({ pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 90 })] }),
          soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 800, holder: '王芳' })] }),
        ],
      }),
    })
    const figure = page.getByRole('figure')
    await figure.getByText('2 张证书，其中 1 张一年内到期。').waitFor()
    expect(await figure.locator('[data-part="end"]').count()).toBe(1)
    // 60, 30, 15, 7, 3 and 1 days before the end, on the last day, and one day after it.
    expect(await figure.locator('[data-part="reminder"]').count()).toBe(8)
    const summary = figure.getByText('用文字查看')
    await summary.focus()
    await page.keyboard.press('Enter')
    await figure.getByText('2027-02-18 到期').waitFor()
    for (const day of ['2026-12-20', '2027-01-19', '2027-02-03']) await figure.getByText(day).waitFor()
  })

  it('without a certificate the year says so, and without a token there is none', async () => {
    const bare = { name: 'bare', hash: '#/certificates' }
    const page = await stage.show({ ...bare, state: snapshotWith({ tokens: [ukey({ pairs: [] })] }) })
    await page.getByText('没有需要提醒的证书。').waitFor()
    const empty = await stage.show({ ...bare, state: snapshotWith() })
    expect(await empty.getByText('未来一年').count()).toBe(0)
  })

  const use = (at: string, purpose: SiteUse['purpose'], serial = '4A2F1C8890D3'): SiteUse => ({
    ...{ at, purpose, serial, origin: 'https://a.cn', carrier: 'own', holder: null, digest: null },
    loose: false,
  })
  const history = (uses: readonly SiteUse[], hash = '#/history') => ({
    ...{ name: 'history', hash, state: snapshotWith({ tokens: [ukey()] }) },
    services: { webSigning: { uses: () => uses } },
  })

  it('signatures are counted by month, and each month can be read', async () => {
    const uses = [
      use('2026-11-02T02:00:00.000Z', 'sign'),
      use('2026-11-03T02:00:00.000Z', 'sign-in'),
      use('2026-11-03T02:00:00.000Z', 'connect'),
      use('2026-09-30T15:59:59.000Z', 'sign'),
      use('2025-11-30T02:00:00.000Z', 'sign'),
    ]
    const page = await stage.show(history(uses))
    await page.getByText('最近 12 个月共 3 次，包括登录。').waitFor()
    expect(await page.locator('[data-part="bar"]').count()).toBe(2)
    expect(await page.getByText('2026-11：2 次').count()).toBe(1)
    expect(await page.getByText('2026-09：1 次').count()).toBe(1)
    expect(await page.getByText('2025-12：0 次').count()).toBe(1)
  })

  it('those of another certificate do not count for a key, and none is said in words', async () => {
    const page = await stage.show(history([use('2026-11-02T02:00:00.000Z', 'sign')], '#/history/ukey-1'))
    await page.getByText('最近 12 个月没有为网站签过名。').waitFor()
    expect(await page.locator('[data-part="bar"]').count()).toBe(0)
  })

  it('the details of a certificate tell what was done with it, and lead to all of it', async () => {
    const asked: unknown[] = []
    const page = await stage.show({
      ...{ name: 'its history', hash: '#/certificate/c1-s', state: snapshotWith({ tokens: [ukey()] }) },
      services: {
        history: {
          list: (question) => {
            asked.push(question)
            return [
              {
                ...{ at: '2026-06-20T08:00:00.000Z', kind: 'issued', tokenId: 'ukey-1', tokenName: '' },
                ...{ holder: null, serial: null, detail: null },
              },
            ]
          },
        },
      },
    })
    const part = page.getByRole('region', { name: '最近的记录' })
    await part.getByText('2026-06-20').waitFor()
    expect(asked).toContainEqual({ tokenId: 'ukey-1', serial: '3F2A91C07D5E48B6A1029CFE' })
    await part.getByRole('link', { name: '全部记录' }).click()
    await page.getByRole('heading', { name: '使用记录', level: 1 }).waitFor()
  })
})
