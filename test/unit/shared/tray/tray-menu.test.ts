import { describe, expect, it } from 'vitest'
import { leadingPair } from '../../../../src/shared/certificates/leading.ts'
import type { PairState, Snapshot } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { trayIconState, trayMenu, trayTooltip } from '../../../../src/shared/tray/tray-menu.ts'
import { longCompany, pair, pinWith, signedIn, snapshotWith, soft, trademark, ukey } from '../../../world.ts'

const at = (rest: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshotWith(rest),
  revision: 1,
  at: '2026-11-20T02:20:00.000Z',
})
const zh = texts('zh-CN')
const labels = (rest: Partial<Snapshot> = {}) => trayMenu(at(rest), zh).map(({ label }) => label)
const withPair = (state: PairState, days: number) =>
  ukey({ pairs: [pair(state, { id: 'c1', tokenId: 'ukey-1', days, holder: '张三' })] })

describe('the tray menu', () => {
  it('has the verbs of the manual in its order', () => {
    expect(labels()).toEqual([
      '请插入 Ukey',
      '',
      '显示',
      '账号登录',
      '证书签发',
      '证书续期',
      '签名与加密',
      '刷新',
      '系统检测',
      '设置',
      '关于',
      '',
      '退出',
    ])
  })

  it('offers an upgrade only where an authority has said that it may be done, or one goes on', () => {
    expect(labels({ tokens: [withPair('valid', 213)] })).not.toContain('证书升级')
    expect(labels({ upgradable: [{ issuerId: 'demo', serial: '0A11' }] })).toContain('证书升级')
  })

  it('does not say that nothing is plugged in before the first look is over', () => {
    expect(labels({ settled: false })[0]).toBe('正在查找 Ukey…')
  })

  it('heads each token with a line about its certificate that cannot be chosen, and gives it one action', () => {
    const [head, action] = trayMenu(at({ tokens: [withPair('valid', 213)] }), zh)
    expect(head).toEqual({
      kind: 'token',
      label: '张三 · 有效，还有 213 天',
      enabled: false,
      header: true,
      tokenId: 'ukey-1',
    })
    expect(action).toEqual({
      kind: 'token',
      label: '查看证书',
      enabled: true,
      header: false,
      tokenId: 'ukey-1',
    })
  })

  it.each([
    ['expiring', 12, '张三 · 还有 12 天到期，需要更新', '更新证书…'],
    ['expiring', 0, '张三 · 今天到期，需要更新', '更新证书…'],
    ['expired', -3, '张三 · 已过期 3 天，需要更新', '更新证书…'],
    ['revoked', 100, '张三 · 已吊销', '更新证书…'],
    ['suspended', 100, '张三 · 已挂失', '查看证书'],
    ['not-yet-valid', 400, '张三 · 尚未生效', '查看证书'],
  ] as const)('says %s with %d days as "%s" and offers "%s"', (state, days, head, action) => {
    expect(labels({ tokens: [withPair(state, days)] }).slice(0, 2)).toEqual([head, action])
  })

  it('says first what prevents the use of a token', () => {
    const locked = ukey({ pin: pinWith({ locked: true }) })
    const lastTry = ukey({ pin: pinWith({ lastTry: true }) })
    expect(labels({ tokens: [locked] })[0]).toContain('PIN 已锁定')
    expect(labels({ tokens: [locked] })[1]).toBe('解锁 PIN 码…')
    expect(labels({ tokens: [lastTry] })[0]).toContain('最后 1 次')
    expect(labels({ tokens: [ukey({ busy: 'issue' })] })[0]).toContain('请勿拔出')
  })

  it('offers issuing for a token without a certificate', () => {
    expect(labels({ tokens: [ukey({ pairs: [] })] }).slice(0, 2)).toEqual([
      '商标证书 · 还没有证书',
      '签发证书…',
    ])
  })

  it('lists every token and every device that does not work', () => {
    const trouble: Snapshot['troubles'][number] = {
      id: 't1',
      report: { code: 'driver-missing', params: { vendor: '文鼎创' } },
      vendor: '文鼎创',
      driverId: null,
      usbId: null,
      systemWords: null,
      downloadPage: null,
    }
    const heads = trayMenu(at({ tokens: [ukey(), soft()], troubles: [trouble] }), zh)
      .filter(({ header }) => header)
      .map(({ label }) => label)
    expect(heads).toHaveLength(3)
    expect(heads[2]).toBe('文鼎创 · 没有安装驱动')
  })

  it('shows who is signed in and how to sign out', () => {
    const menu = trayMenu(at({ accounts: [{ issuerId: trademark.id, account: signedIn }] }), zh)
    const name = menu.findIndex(({ label }) => label === 'nmg_haila_2021')
    expect(menu[name]).toMatchObject({ header: true, enabled: false })
    expect(menu[name + 1]).toMatchObject({ kind: 'logout', label: '退出登录', enabled: true })
    expect(menu.some(({ kind, enabled }) => kind === 'login' && enabled)).toBe(false)
  })

  it('says when sites are connected, and leads to where that ends', () => {
    const site = {
      ...{
        origin: 'https://wssq.sbj.cnipa.gov.cn',
        reads: null,
        remembered: true,
        approvedAt: '',
        lastUsedAt: null,
      },
      scopes: { certificates: true, signIn: 'ask', sign: 'ask' },
    } as const
    const withSites = (...connections: readonly number[]) => ({
      webSigning: {
        ...{ on: true, carriers: [] },
        sites: connections.map((count) => ({ ...site, connections: count })),
      },
    })
    const line = 'https://wssq.sbj.cnipa.gov.cn 正在使用证书助手'
    expect(trayMenu(at(withSites(1, 0)), zh)).toContainEqual({
      ...{ kind: 'sites', label: line, enabled: true, header: false, tokenId: null },
    })
    expect(trayTooltip(at(withSites(1)), zh)).toContain(line)
    expect(labels(withSites(1, 2))).toContain('2 个网站正在使用证书助手')
    expect(labels(withSites(0)).join()).not.toContain('网站')
  })

  it('greys out what needs the network while there is none', () => {
    const offline = at({
      connections: {
        [trademark.id]: { state: 'offline', reason: 'network-none', checkedAt: null, clockSkewSeconds: null },
      },
    })
    const enabled = Object.fromEntries(trayMenu(offline, zh).map((item) => [item.kind, item.enabled]))
    expect(enabled).toMatchObject({ login: false, issue: false, show: true, refresh: true, quit: true })
  })

  it('speaks English completely', () => {
    const english = trayMenu(at({ tokens: [withPair('expiring', 1)] }), texts('en')).map(({ label }) => label)
    expect(english.join(' ').replace('张三', '')).not.toMatch(/[\u3400-\u9fff]/)
    expect(english[0]).toBe('张三 · 1 day left, renewal needed')
  })

  it('does not change while the state stays the same', () => {
    expect(trayMenu(at({ tokens: [ukey()] }), zh)).toEqual(trayMenu(at({ tokens: [ukey()] }), zh))
  })
})

describe('the pair that stands for a token', () => {
  it('is the valid one, not the expired one beside it', () => {
    const token = ukey({
      pairs: [
        pair('expired', { id: 'old', tokenId: 'ukey-1', days: -40 }),
        pair('valid', { id: 'new', tokenId: 'ukey-1', days: 300 }),
      ],
    })
    expect(leadingPair(token.pairs)?.id).toBe('pair-new')
    expect(trayIconState(at({ tokens: [token] }))).toBe('normal')
  })

  it('is one with its key rather than one without it', () => {
    const token = ukey({
      pairs: [
        pair('valid', { id: 'keyless', tokenId: 'ukey-1', days: 300 }, { usable: false }),
        pair('expiring', { id: 'own', tokenId: 'ukey-1', days: 3 }),
      ],
    })
    expect(leadingPair(token.pairs)?.id).toBe('pair-own')
  })
})

describe('the tray icon', () => {
  it('is empty only once it is known that nothing is there', () => {
    expect(trayIconState(at({ settled: false }))).toBe('normal')
    expect(trayIconState(at())).toBe('empty')
    expect(trayIconState(at({ tokens: [ukey()] }))).toBe('normal')
  })

  it.each([
    ['expiring', 'attention'],
    ['incomplete', 'attention'],
    ['clock-wrong', 'attention'],
    ['expired', 'error'],
    ['revoked', 'error'],
    ['mismatched', 'error'],
  ] as const)('shows a certificate that is %s as %s', (state, icon) => {
    expect(trayIconState(at({ tokens: [withPair(state, 1)] }))).toBe(icon)
  })

  it('shows a locked PIN as error and a last try as attention', () => {
    expect(trayIconState(at({ tokens: [ukey({ pin: pinWith({ locked: true }) })] }))).toBe('error')
    expect(trayIconState(at({ tokens: [ukey({ pin: pinWith({ lastTry: true }) })] }))).toBe('attention')
  })

  it('shows the worst token', () => {
    expect(trayIconState(at({ tokens: [soft(), withPair('expired', -1)] }))).toBe('error')
  })
})

describe('the tooltip', () => {
  it('names the product and the tokens, no longer than Windows shows', () => {
    const tokens = [1, 2, 3, 4, 5].map((number) =>
      ukey({
        id: `u${number}`,
        pairs: [pair('valid', { id: `c${number}`, tokenId: `u${number}`, days: 9, holder: longCompany })],
      }),
    )
    const tooltip = trayTooltip(at({ tokens }), zh)
    expect(tooltip.startsWith(`证书助手\n${longCompany}`)).toBe(true)
    expect(tooltip.length).toBeLessThan(128)
  })
})
