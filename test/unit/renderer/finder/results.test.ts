import { describe, expect, it } from 'vitest'
import { resultsFor } from '../../../../src/renderer/finder/results.ts'
import type { ArticleHead, IssuerView } from '../../../../src/shared/models/index.ts'
import { hashOf } from '../../../../src/shared/places/place.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import {
  pair,
  pinWith,
  type SceneWish,
  signedIn,
  snapshotWith,
  soft,
  trademark,
  ukey,
} from '../../../world.ts'

const words = texts('zh-CN')
const trademarkOnly: IssuerView = { ...trademark, businesses: ['issue'] }
const head: ArticleHead = { id: 'pin-locked', title: 'PIN 码被锁定了', group: 'pin', issuerId: null }

const found = (typed: string, wish: SceneWish = {}, recent: { title: string; hash: string }[] = []) => {
  const snapshot = { ...snapshotWith(wish), revision: 1, at: '' }
  return resultsFor(typed, { snapshot, words, recent, heads: typed === '' ? [] : [head] })
}
const hashesIn = (groups: ReturnType<typeof found>, name?: string): readonly string[] =>
  groups
    .filter((group) => name === undefined || group.name === name)
    .flatMap(({ results }) => results.map(({ place }) => hashOf(place)))

describe('the finder', () => {
  it.each([
    ['系统检测', '#/diagnosis'],
    ['xtjc', '#/diagnosis'],
    ['挂失', '#/replacement'],
    ['代理服务', '#/settings/service'],
    ['热线', '#/service'],
  ])('finds the page of %s', (typed, hash) => {
    expect(hashesIn(found(typed), 'actions')[0]).toBe(hash)
  })

  it('offers only what a person can begin now', () => {
    expect(hashesIn(found('个人中心'))).not.toContain('#/centre')
    expect(hashesIn(found('个人中心', { account: signedIn }))).toContain('#/centre')
    expect(hashesIn(found('升级', { issuers: [trademarkOnly] }))).not.toContain('#/upgrades')
    expect(hashesIn(found('证书助手'))).not.toContain('#/prompt')
  })

  it.each(['3F2A 91C0', '3f2a91c0', '91:C0:7D', '北京某某', 'bjmm'])('finds a certificate by %s', (typed) => {
    expect(hashesIn(found(typed, { tokens: [ukey()] }), 'certificates')).toEqual(['#/certificate/c1-s'])
  })

  it('unlocks a locked Ukey and changes the PIN of another', () => {
    const tokens = [ukey({ nickname: '财务室的', pin: pinWith({ locked: true }) }), soft()]
    expect(hashesIn(found('PIN', { tokens }), 'actions')).toEqual(
      expect.arrayContaining(['#/unlock/ukey-1', '#/pin/soft-1']),
    )
  })

  it('finds a code, with its article if there is one', () => {
    expect(hashesIn(found('p01'), 'codes')).toEqual(['#/article/pin-wrong'])
    expect(hashesIn(found('P24'), 'codes')).toEqual(['#/service/P24'])
    expect(found('P').find(({ name }) => name === 'codes')?.results).toHaveLength(5)
  })

  it('puts what was used lately first, and no place stands twice', () => {
    const recent = [
      { title: '证书签发', hash: '#/issue' },
      { title: '系统检测', hash: '#/diagnosis' },
    ]
    const groups = found('', {}, recent)
    expect(hashesIn(groups)[0]).toBe('#/issue')
    expect(hashesIn(groups, 'actions')).toContain('#/home')
    expect(new Set(hashesIn(groups)).size).toBe(hashesIn(groups).length)
    expect(hashesIn(found('检测', {}, recent))[0]).toBe('#/diagnosis')
  })

  it('is bounded with a thousand certificates, and says how many more there are', () => {
    const tokens = Array.from({ length: 1_000 }, (_, at) =>
      soft({ id: `s${at}`, pairs: [pair('valid', { id: `c${at}`, tokenId: `s${at}`, days: 100 })] }),
    )
    const certificates = found('北京', { tokens }).find(({ name }) => name === 'certificates')
    expect([certificates?.results.length, certificates?.more]).toEqual([8, 992])
    expect(hashesIn(found('PIN', { tokens })).length).toBeLessThan(30)
  })
})
