import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../src/main/prompt/outcome.ts'
import { createApproval } from '../../../../src/main/web-signing/approval.ts'
import type { Page } from '../../../../src/main/web-signing/page.ts'
import { PageRefusal } from '../../../../src/main/web-signing/page-refusal.ts'
import { type Sites, usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { createTurns } from '../../../../src/main/web-signing/turns.ts'
import type { SiteScopes } from '../../../../src/shared/web-signing/model.ts'
import { askedPerson, endlessPatience, openPage, origin } from './asked-person.ts'

const now = new Date('2026-11-20T02:00:00.000Z')
const { signal } = new AbortController()
const freely: SiteScopes = { certificates: true, signIn: 'free', sign: 'free' }

const setUp = (approved: Readonly<Record<string, SiteScopes>> = {}) => {
  const all = new Map(Object.entries(approved))
  const siteOf = (name: string) => {
    const scopes = all.get(name)
    return scopes === undefined ? null : { origin: name, scopes, approvedAt: '', lastUsedAt: null }
  }
  const may = { beApproved: true }
  const nothing = () => undefined
  const sites: Sites = {
    all: () => [...all.keys()].flatMap((name) => siteOf(name) ?? []),
    find: siteOf,
    mayBeApproved: () => may.beApproved,
    approve: (name, scopes) => void all.set(name, scopes),
    ...{ withdraw: nothing, used: nothing, switchAll: nothing, switchCarrier: nothing, close: nothing },
    ...{ choices: () => ({ on: true, carriers: {} }), secret: () => '', damaged: null },
  }
  const person = askedPerson()
  const { patience, told } = endlessPatience()
  const history: unknown[] = []
  const counts = { changed: 0 }
  const approval = createApproval({
    ...{ sites, prompts: person.prompts, patience, turns: createTurns(), now: () => now },
    history: { add: (use) => void history.push(use) },
    changed: () => {
      counts.changed += 1
    },
  })
  return { ...person, ...{ approval, all, may, told, history, counts } }
}
const granted = { scopes: usualScopes, at: now.toISOString() }

describe('what a page may do', () => {
  const given = { scopes: freely, at: '' }
  it.each<[string, Partial<Page>, Readonly<Record<string, SiteScopes>>, SiteScopes | null]>([
    ['is nothing at first', {}, {}, null],
    ['is what its site may do', {}, { [origin]: freely }, freely],
    ['is what the person granted it', { granted: given }, {}, freely],
    [
      'is what its site may do, whatever was granted',
      { granted: given },
      { [origin]: usualScopes },
      usualScopes,
    ],
    ['is nothing if another site is approved', {}, { 'https://other.example': freely }, null],
  ])('%s', (_, change, approved, scopes) => {
    expect(setUp(approved).approval.scopes(openPage(change).page)).toEqual(scopes)
  })
})

describe('a page that wants to ask', () => {
  it('asks nobody if it is approved', async () => {
    const { approval, asked, told, may } = setUp({ [origin]: freely })
    may.beApproved = false
    expect(await approval.want(openPage().page, signal)).toEqual(freely)
    expect([asked, told]).toEqual([[], []])
  })

  it('asks nobody if it may not be approved', async () => {
    const { approval, asked, told, may } = setUp()
    may.beApproved = false
    await expect(approval.want(openPage().page, signal)).rejects.toMatchObject({
      refusal: { code: 'not-approved' },
    })
    expect([asked, told]).toEqual([[], []])
  })

  it('is granted the usual until it ends, and that is noted', async () => {
    const { approval, asked, told, history, counts, all } = setUp()
    const { page } = openPage({ carrier: 'mtoken' })
    expect(await approval.want(page, signal)).toEqual(usualScopes)
    expect(asked).toEqual([
      {
        ...{ kind: 'consent', asker: { kind: 'page', origin, resembles: null }, purpose: 'connect' },
        ...{ tokenId: null, certificateId: null, remember: 'offered', signal },
      },
    ])
    expect(page.granted).toEqual(granted)
    expect(history).toEqual([
      {
        ...{ origin, carrier: 'mtoken', purpose: 'connect', holder: null },
        ...{ serial: null, digest: null, loose: false },
      },
    ])
    expect([told, counts.changed, all.size]).toEqual([
      [
        ['ask', origin, false],
        ['granted', origin],
      ],
      1,
      0,
    ])
  })

  it('is remembered if the person says so', async () => {
    const { approval, says, all } = setUp()
    says.consent = { outcome: 'answered', answer: { granted: true, remember: true } }
    const { page } = openPage()
    expect(await approval.want(page, signal)).toEqual(usualScopes)
    expect([[...all], page.granted]).toEqual([[[origin, usualScopes]], granted])
  })

  it('shows the approved site that it resembles', async () => {
    const { approval, asked } = setUp({ 'https://www.examp1e.cn': freely })
    await approval.want(openPage().page, signal)
    expect(asked).toMatchObject([{ asker: { resembles: 'https://www.examp1e.cn' } }])
  })

  it.each<[Exclude<Outcome<never>['outcome'], 'answered'>, string, boolean]>([
    ['too-many', 'busy', false],
    ['withdrawn', 'cancelled', false],
    ['refused', 'not-approved', true],
    ['deadline', 'not-approved', true],
  ])('and whose question ends by %s is refused: %s', async (outcome, code, counted) => {
    const { approval, says, told, history, counts } = setUp()
    says.consent = { outcome }
    const { page } = openPage()
    await expect(approval.want(page, signal)).rejects.toMatchObject({ refusal: { code } })
    expect(told).toEqual([['ask', origin, false], ...(counted ? [['refused', origin, false]] : [])])
    expect([history, counts.changed, page.granted]).toEqual([[], 0, null])
  })

  it('is asked about once for all that it wants at the same time', async () => {
    const { approval, asked } = setUp()
    const { page } = openPage()
    const both = await Promise.all([approval.want(page, signal), approval.want(page, signal)])
    expect([both, asked.length]).toEqual([[usualScopes, usualScopes], 1])
  })

  it('asks nobody after it has gone', async () => {
    const { approval, asked } = setUp()
    await expect(approval.want(openPage().page, AbortSignal.abort())).rejects.toThrow(PageRefusal)
    expect(asked).toEqual([])
  })
})
