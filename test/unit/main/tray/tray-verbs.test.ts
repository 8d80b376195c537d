import { describe, expect, it, vi } from 'vitest'
import type { Accounts } from '../../../../src/main/account/index.ts'
import { createWebShell } from '../../../../src/main/shell/web/web-shell.ts'
import { trayPart } from '../../../../src/main/tray/part.ts'
import type { TrayItemKind } from '../../../../src/shared/contract/index.ts'
import type { Place } from '../../../../src/shared/models/index.ts'
import { calmState } from '../calm-state.ts'

const opened = () => {
  const state = calmState(() => new Date('2026-11-20T02:20:00Z'))
  const [go, logout, of] = [vi.fn(), vi.fn(async () => {}), vi.fn()]
  const [refresh, run, showWindow, quit] = [vi.fn(async () => {}), vi.fn(async () => {}), vi.fn(), vi.fn()]
  of.mockReturnValue({ logout })
  const accounts: Pick<Accounts, 'of'> = { of }
  const { service } = trayPart({
    ...{ state, places: { go }, snapshot: { refresh }, diagnosis: { run } },
    accounts: accounts as Accounts,
    shell: { ...createWebShell({ bundle: '', pages: () => 0, quit, command: [] }), showWindow, quit },
    prompts: { askConsent: async () => ({ outcome: 'refused' }) },
  })
  return { state, service, go, logout, of, refresh, run, showWindow, quit }
}

describe('an item of the tray menu', () => {
  it.each<[TrayItemKind, string | undefined, Place]>([
    ['login', undefined, { page: 'login', issuerId: null }],
    ['issue', undefined, { page: 'issue', tokenId: null }],
    ['issue', 'u1', { page: 'issue', tokenId: 'u1' }],
    ['renewals', undefined, { page: 'renewals' }],
    ['upgrades', undefined, { page: 'upgrades' }],
    ['documents', undefined, { page: 'documents' }],
    ['diagnosis', undefined, { page: 'diagnosis', step: null }],
    ['settings', undefined, { page: 'settings', section: 'user' }],
    ['sites', undefined, { page: 'settings', section: 'service' }],
    ['about', undefined, { page: 'settings', section: 'about' }],
    ['token', 'u1', { page: 'certificates' }],
    ['unlock', 'u1', { page: 'unlock', tokenId: 'u1' }],
    ['unlock', undefined, { page: 'certificates' }],
  ])('%s leads to its page (%s)', async (item, tokenId, place) => {
    const { service, go } = opened()
    await service.choose(item, tokenId)
    expect(go).toHaveBeenCalledExactlyOnceWith(place)
  })

  it('starts the check that somebody chose, and only that', async () => {
    const { service, run } = opened()
    await service.choose('settings')
    expect(run).not.toHaveBeenCalled()
    await service.choose('diagnosis')
    expect(run).toHaveBeenCalledExactlyOnceWith(null)
  })

  it('shows the window, looks again, or leaves', async () => {
    const { service, showWindow, refresh, quit, go } = opened()
    await service.choose('show')
    expect(showWindow).toHaveBeenCalledOnce()
    await service.choose('refresh')
    expect(refresh).toHaveBeenCalledOnce()
    await service.choose('quit')
    expect(quit).toHaveBeenCalledOnce()
    expect(go).not.toHaveBeenCalled()
  })

  it('logs out at the issuer that is chosen', async () => {
    const { service, of, logout, state } = opened()
    await service.choose('logout')
    expect(of).toHaveBeenCalledExactlyOnceWith(state.current().issuer.id)
    expect(logout).toHaveBeenCalledOnce()
  })
})
