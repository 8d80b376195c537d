import { describe, expect, it } from 'vitest'
import { planFor, suggested } from '../../../../src/shared/documents/plan.ts'
import { signingCertificates } from '../../../../src/shared/documents/signing-certificates.ts'
import type { DocumentContent } from '../../../../src/shared/models/index.ts'
import { file } from '../../../ui/scenes/documents-played.ts'
import { pair, pinWith, soft, ukey } from '../../../world.ts'

const of = (...contents: readonly DocumentContent[]) => contents.map((content) => file(content, { content }))
const every = of('ofd', 'pdf', 'signed', 'signature', 'sealed', 'other')

describe('what is done with which file', () => {
  it.each([
    ['verify', ['ofd', 'pdf', 'signed', 'signature']],
    ['seal', ['ofd', 'pdf']],
    ['sign', ['ofd', 'pdf', 'signed', 'signature', 'other']],
    ['encrypt', ['ofd', 'pdf', 'signed', 'signature', 'other']],
    ['decrypt', ['sealed']],
  ] as const)('%s: %j', (wanted, ids) => {
    const { fileIds, leftOut } = planFor(wanted, every)
    expect(fileIds).toEqual(ids)
    expect(leftOut.reduce<number>((sum, { count }) => sum + count, ids.length)).toBe(every.length)
  })

  it('a plain file whose signature lies beside it is verified', () => {
    expect(planFor('verify', [file('a', { content: 'other', companion: 'b' })]).fileIds).toEqual(['a'])
  })

  it('a file that is still being copied waits', () => {
    const coming = file('a', { state: { is: 'arriving', percent: 3 } })
    expect(planFor('sign', [coming])).toEqual({ fileIds: [], leftOut: [{ because: 'arriving', count: 1 }] })
    expect(suggested([coming], true)).toBeNull()
  })

  it('what most files ask for is suggested, and of equals what changes nothing', () => {
    expect(suggested(of('sealed', 'sealed', 'ofd'), false)).toBe('decrypt')
    expect(suggested(of('sealed', 'ofd'), false)).toBe('verify')
    expect(suggested(of('ofd', 'pdf'), true)).toBe('sign')
    expect(suggested(of('other'), false)).toBe('sign')
    expect(suggested([], true)).toBeNull()
  })
})

describe('the certificates to sign with', () => {
  const wish = { id: 'c', tokenId: 'ukey-1', days: 10 }
  const first = (tokens: Parameters<typeof signingCertificates>[0]) => signingCertificates(tokens)[0]

  it('each obstacle leads to what helps', () => {
    const found = (state: Parameters<typeof pair>[0], rest = {}) =>
      first([ukey({ pairs: [pair(state, wish)], ...rest })])
    expect(found('valid')).toMatchObject({ obstacle: null, next: null })
    expect(found('expired')).toMatchObject({ obstacle: 'expired', next: { page: 'renewal' } })
    expect(found('revoked')).toMatchObject({ obstacle: 'revoked', next: { page: 'issue' } })
    expect(found('valid', { pin: pinWith({ locked: true }) })).toMatchObject({
      ...{ obstacle: 'locked', next: { page: 'unlock', tokenId: 'ukey-1' } },
    })
    expect(found('kept')).toBeUndefined()
  })

  it('those that can sign come first', () => {
    const expired = ukey({ pairs: [pair('expired', wish)] })
    expect(first([expired, soft()])?.view.tokenId).toBe('soft-1')
  })
})
