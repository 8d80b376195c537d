import { describe, expect, it } from 'vitest'
import { updateNotices } from '../../../../src/main/updates/update-notices.ts'
import type { UpdatesState } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { noNewVersion } from '../../../world.ts'

const offer = { version: '0.2.0', notes: { zh: '新', en: 'new' }, bytes: 1 }
const told = (view: Partial<UpdatesState>, rest: { auto?: boolean; takenBack?: string } = {}) =>
  updateNotices(
    { ...noNewVersion, ...view },
    { running: '0.1.0', auto: true, takenBack: null, words: texts('zh-CN'), ...rest },
  ).map(({ report }) => report)
const codes = (...args: Parameters<typeof told>) => told(...args).map(({ code }) => code)

describe('the first page', () => {
  it('says nothing on a calm day, and nothing while a version comes by itself', () => {
    expect(codes({})).toEqual([])
    expect(codes({ stage: { is: 'offered' }, offer })).toEqual([])
    expect(codes({ stage: { is: 'later' }, offer }, { auto: false })).toEqual([])
    expect(codes({ stage: { is: 'placed' }, offer })).toEqual([])
  })

  it('tells of a version that a person has to fetch', () => {
    expect(codes({ stage: { is: 'offered' }, offer }, { auto: false })).toEqual(['update-available'])
    expect(codes({ stage: { is: 'offered' }, offer, bringer: 'deb' })).toEqual(['update-available'])
    expect(codes({ stage: { is: 'ready' }, offer })).toEqual(['update-ready'])
  })

  it('tells which businesses need a newer version, and the highest of what they need', () => {
    expect(told({ needed: { renew: '0.2.0', issue: '0.10.0' } })).toEqual([
      { code: 'update-needed', params: { businesses: '签发、续期', wanted: '0.10.0', version: '0.1.0' } },
    ])
  })

  it('tells of a version that was taken back', () => {
    expect(told({}, { takenBack: '0.2.0' })).toEqual([
      { code: 'update-taken-back', params: { version: '0.2.0' } },
    ])
  })
})
