import { describe, expect, it, vi } from 'vitest'
import { placesPart } from '../../../../src/main/places/part.ts'
import { createWebShell } from '../../../../src/main/shell/web/web-shell.ts'
import { calmState } from '../calm-state.ts'

describe('a place that somebody is sent to', () => {
  it('is told with a new number each time, and the window comes forward', () => {
    const state = calmState(() => new Date())
    const showWindow = vi.fn()
    const web = createWebShell({ bundle: '', pages: () => 0, quit: () => {}, command: [] })
    const { service } = placesPart({ state, shell: { ...web, showWindow } })
    const { sequence } = state.current().navigation
    service.go({ page: 'renewals' })
    expect(state.current().navigation).toEqual({ sequence: sequence + 1, place: { page: 'renewals' } })
    expect(showWindow).toHaveBeenCalledOnce()
    service.go({ page: 'renewals' })
    expect(state.current().navigation.sequence).toBe(sequence + 2)
    expect(showWindow).toHaveBeenCalledTimes(2)
  })
})
