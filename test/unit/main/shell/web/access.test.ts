import { describe, expect, it } from 'vitest'
import { createAccess, introducedIn } from '../../../../../src/main/shell/web/access.ts'

const access = createAccess(4321)
const host = '127.0.0.1:4321'
const origin = 'http://127.0.0.1:4321'
const navigating = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

describe('a request for a page', () => {
  it('has the address of this assistant as its origin', () => {
    expect(access.origin).toBe(origin)
  })

  it.each([
    ['without any word of its site', { host }, null],
    ['of our own page', { host, origin, 'sec-fetch-site': 'same-origin' }, null],
    ['that a person typed', { host, 'sec-fetch-site': 'none' }, null],
    ['that follows a link of another site', { host, 'sec-fetch-site': 'cross-site', ...navigating }, null],
    ['that another site embeds', { host, 'sec-fetch-site': 'cross-site' }, 'site'],
    ['that a site beside ours embeds', { host, 'sec-fetch-site': 'same-site' }, 'site'],
    [
      'for a frame of another site',
      { host, 'sec-fetch-site': 'cross-site', ...navigating, 'sec-fetch-dest': 'iframe' },
      'site',
    ],
    [
      'of a script of another site for a document',
      { host, 'sec-fetch-site': 'cross-site', ...navigating, 'sec-fetch-mode': 'cors' },
      'site',
    ],
    ['under another name', { host: 'localhost:4321' }, 'host'],
    ['under another port', { host: '127.0.0.1:4322' }, 'host'],
    ['without a host', {}, 'host'],
    ['of another origin', { host, origin: 'http://evil.example' }, 'origin'],
    ['of an origin that is hidden', { host, origin: 'null' }, 'origin'],
  ])('%s', (_, headers, refusal) => {
    expect(access.judgePage(headers)).toBe(refusal)
  })
})

describe('a request that only a script makes', () => {
  it.each([
    ['of our own page', { host, origin, 'sec-fetch-site': 'same-origin' }, null],
    ['of a browser without fetch metadata', { host, origin }, null],
    ['without an origin', { host, 'sec-fetch-site': 'same-origin' }, 'origin'],
    ['of another origin', { host, origin: 'http://127.0.0.1:9' }, 'origin'],
    ['under another name', { host: 'rebound.example', origin }, 'host'],
    [
      'of another site, also if it navigates',
      { host, origin, 'sec-fetch-site': 'cross-site', ...navigating },
      'site',
    ],
  ])('%s', (_, headers, refusal) => {
    expect(access.judgeScript(headers)).toBe(refusal)
  })
})

describe('how a page introduces itself', () => {
  const inOffer = (offer: string) => introducedIn({ 'sec-websocket-protocol': offer })

  it('is read from the protocols that it offers, in any order', () => {
    expect(inOffer('assistant, proof.p, nonce.n,session.s')).toEqual({ id: 's', nonce: 'n', proof: 'p' })
  })

  it('is empty where it says nothing', () => {
    expect(introducedIn({})).toEqual({ id: '', nonce: '', proof: '' })
    expect(inOffer('sessions.s, nonce')).toEqual({ id: '', nonce: '', proof: '' })
  })

  it('keeps dots in what it says, and counts the first of two', () => {
    expect(inOffer('session.a.b, session.c')).toEqual({ id: 'a.b', nonce: '', proof: '' })
  })

  it('is looked for in eight protocols, no more', () => {
    expect(inOffer(`${'x,'.repeat(7)}session.s`).id).toBe('s')
    expect(inOffer(`${'x,'.repeat(8)}session.s`).id).toBe('')
  })
})
