import { expect, it } from 'vitest'
import { createTokenViews } from '../../../../src/main/tokens/token-views.ts'
import type { PresentToken } from '../../../../src/native/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { trayMenu, trayTooltip } from '../../../../src/shared/tray/tray-menu.ts'
import { calmState } from '../calm-state.ts'
import { dualCertificates } from '../dual-certificates.ts'

const now = new Date('2026-11-20T04:00:00Z')
const context = {
  now,
  trueNow: () => now,
  remindFrom: () => 30,
  standing: () => 'good' as const,
  issuerOf: () => null,
  busy: () => null,
  nickname: () => null,
  knowledge: 0,
}

/** What a hostile maker's library may say about its Ukey, with a certificate to match. */
const hostile = {
  facts: {
    id: 'ukey:x:1',
    kind: 'ukey',
    driverId: 'x',
    vendor: 've\u200bndor',
    model: 'mo\u0000del',
    serial: '1\u202e2',
    label: `公司\nUkey${'长'.repeat(60_000)}`,
    pin: { initialised: true, locked: false, triesLeft: 8, isDefault: false },
    pinRule: { min: 6, max: 16 },
    capabilities: [],
  },
  certificates: dualCertificates(now, new Date(now.getTime() + 90 * 86_400_000), '银行\u202e\u2066行长'),
  keys: [],
} as unknown as PresentToken

it('hidden characters in what a token says about itself are visible in pages, tray and tooltip', () => {
  const tokens = createTokenViews()([hostile], context)
  expect(tokens[0]).toMatchObject({ vendor: 've⟨U+200B⟩ndor', model: 'mo⟨U+0000⟩del', serial: '1⟨U+202E⟩2' })
  expect(tokens[0]?.label).toMatch(/^公司⟨U\+000A⟩Ukey长{1,200}…$/)
  const snapshot = { ...calmState(() => now).current(), tokens, settled: true }
  const shown = [
    trayTooltip(snapshot, texts('zh-CN')),
    ...trayMenu(snapshot, texts('zh-CN')).map(({ label }) => label),
  ]
  expect(shown.join('')).toContain('银行⟨U+202E⟩⟨U+2066⟩行长')
  expect(`${shown.join('')}${JSON.stringify(tokens)}`).not.toMatch(/\p{Cf}|\0/u)
})

it('a soft file is listed as soon as it has a certificate, and an empty Ukey always', () => {
  const soft = { ...hostile, facts: { ...hostile.facts, id: 'soft:1', kind: 'soft' } } as PresentToken
  const listed = (tokens: readonly PresentToken[]) => createTokenViews()(tokens, context).map(({ id }) => id)
  expect(listed([soft])).toEqual(['soft:1'])
  expect(listed([{ ...soft, certificates: [] }])).toEqual([])
  expect(listed([{ ...hostile, certificates: [] }])).toEqual(['ukey:x:1'])
})

it('Ukeys come before soft files, and each kind stays in its order', () => {
  const token = (kind: 'ukey' | 'soft', id: string) =>
    ({ ...hostile, facts: { ...hostile.facts, id, kind } }) as PresentToken
  const [a, b, c, d] = [token('soft', 'a'), token('ukey', 'b'), token('soft', 'c'), token('ukey', 'd')]
  const listed = createTokenViews()([a, b, c, d], context).map(({ id }) => id)
  expect(listed).toEqual(['b', 'd', 'a', 'c'])
})
