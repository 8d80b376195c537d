import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../src/main/prompt/outcome.ts'
import { createPageFiles, type FileWish } from '../../../../src/main/web-signing/files/page-files.ts'
import { PageRefusal } from '../../../../src/main/web-signing/page-refusal.ts'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { createTurns } from '../../../../src/main/web-signing/turns.ts'
import type { SiteScopes } from '../../../../src/shared/web-signing/model.ts'
import { askedPerson, endlessPatience, openPage, origin } from './asked-person.ts'
import { refusal } from './site-keys.ts'

const { signal } = new AbortController()
const asker = { kind: 'page', origin }
const file = { name: '合\u202e同.pdf', length: 3, sm3: new Uint8Array(32).fill(0xab) }
const outgoing = { name: 'a.p7m', bytes: new Uint8Array(1) }
const intake = () => ({ take: () => undefined, end: () => 'taken in' })

const setUp = () => {
  const { prompts, asked, says } = askedPerson()
  const { patience, told } = endlessPatience()
  const site: { scopes: SiteScopes | null; wanted: unknown[]; end: Outcome<never> | null; forbids: boolean } =
    {
      ...{ scopes: usualScopes, wanted: [], end: null, forbids: false },
    }
  const turns = createTurns()
  const files = createPageFiles({
    approval: {
      scopes: () => site.scopes,
      want: async (page, given) => {
        site.wanted.push([page.origin, given])
        if (site.forbids) throw new PageRefusal('not-approved')
        return usualScopes
      },
    },
    prompts: {
      askConsent: prompts.askConsent,
      askFile: async (question, take) => {
        asked.push({ kind: 'file', ...question })
        return site.end ?? { outcome: 'answered', answer: take('a', 0).end() }
      },
      askSave: async (question, given) => {
        asked.push({ kind: 'save', ...question, file: given })
        return site.end ?? { outcome: 'answered', answer: true }
      },
    },
    ...{ patience, turns },
  })
  const { page } = openPage()
  const pick = (purpose: FileWish['purpose'] = 'sign') =>
    files.pick(page, { purpose, path: 'C:\\fakepath\\a.pdf', tokenId: 'ukey-1' }, intake, signal)
  return { asked, says, told, site, turns, files, page, pick }
}

describe('a page that wants a file', () => {
  it('gets what the person picks, once its site is allowed', async () => {
    const { pick, asked, told, site } = setUp()
    expect(await pick()).toBe('taken in')
    expect(asked).toEqual([
      {
        ...{ kind: 'file', asker, purpose: 'sign', tokenId: 'ukey-1', suggested: 'a.pdf' },
        ...{ withinMs: 300_000, signal },
      },
    ])
    expect(site.wanted).toEqual([[origin, signal]])
    expect(told).toEqual([['ask', origin, true]])
  })

  it('hears something of it once the person agrees, who sees the file', async () => {
    const { files, page, asked, told, says } = setUp()
    await files.confirm(page, 'digest', file, signal)
    expect(asked).toEqual([
      {
        ...{ kind: 'consent', asker, purpose: 'digest', tokenId: null, certificateId: null, signal },
        remember: 'not-offered',
        content: {
          kind: 'file',
          name: expect.not.stringContaining('\u202e'),
          length: 3,
          sm3: 'AB'.repeat(32),
        },
      },
    ])
    expect(told).toEqual([
      ['ask', origin, true],
      ['granted', origin],
    ])
    says.consent = { outcome: 'refused' }
    await expect(files.confirm(page, 'verify', file, signal)).rejects.toMatchObject(refusal('refused'))
    expect(told.slice(2)).toEqual([
      ['ask', origin, true],
      ['refused', origin, true],
    ])
  })

  it('gives one, and the person saves it', async () => {
    const { files, page, asked, told } = setUp()
    await files.save(page, 'encrypt', outgoing, signal)
    expect(asked).toEqual([
      { kind: 'save', asker, purpose: 'encrypt', withinMs: 300_000, signal, file: outgoing },
    ])
    expect(told).toEqual([
      ['ask', origin, true],
      ['granted', origin],
    ])
  })

  it('is not asked about before its site is allowed', async () => {
    const { pick, site, asked, told } = setUp()
    site.forbids = true
    await expect(pick()).rejects.toMatchObject(refusal('not-approved'))
    expect([asked, told]).toEqual([[], []])
  })

  it('hears that nobody picked or saved one', async () => {
    const { files, page, pick, site, told } = setUp()
    site.end = { outcome: 'deadline' }
    await expect(pick()).rejects.toMatchObject(refusal('cancelled'))
    await expect(files.save(page, 'decrypt', outgoing, signal)).rejects.toMatchObject(refusal('cancelled'))
    expect(told.map(([what]) => what)).toEqual(['ask', 'refused', 'ask', 'refused'])
  })
})

describe('a page that lost its leave while it waited', () => {
  const stillAllowed = async (scopes: SiteScopes | null, purpose: FileWish['purpose']) => {
    const { pick, site, turns, asked } = setUp()
    const before = Promise.withResolvers<void>()
    const running = turns.take(origin, signal, () => before.promise)
    const pending = pick(purpose).catch(({ refusal: given }) => given)
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toEqual([])
    site.scopes = scopes
    before.resolve()
    await running
    return pending
  }

  it('is refused', async () => {
    expect(await stillAllowed(null, 'digest')).toEqual({ code: 'not-approved' })
  })

  it.each([
    ['sign', false],
    ['decrypt', false],
    ['encrypt', true],
    ['verify', true],
    ['digest', true],
  ] as const)('to sign, may %s: %s', async (purpose, allowed) => {
    const answer = await stillAllowed({ ...usualScopes, sign: 'no' }, purpose)
    expect(answer).toEqual(allowed ? 'taken in' : { code: 'not-approved' })
  })
})
