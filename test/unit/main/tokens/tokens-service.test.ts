import { expect, it } from 'vitest'
import { createTokensService } from '../../../../src/main/tokens/tokens-service.ts'
import { fingerprintSha256 } from '../../../../src/pki/index.ts'
import type { RevocationStatus } from '../../../../src/shared/models/index.ts'
import { type MemoryUkey, memoryUkey, now } from '../web-signing/memory-ukey.ts'

const setUp = (ukeys: readonly MemoryUkey[] = [memoryUkey('ukey-1'), memoryUkey('ukey-2')]) => {
  const tokens = ukeys.map(({ present }) => present)
  const is = { issuer: 'demo', trueNow: now }
  const service = createTokensService({
    keyring: { current: () => ({ settled: true, tokens, troubles: [], drivers: [], softTroubles: [] }) },
    context: () => ({
      ...{ now, trueNow: () => is.trueNow, remindFrom: () => 30, issuerOf: () => is.issuer },
      ...{ busy: () => null, nickname: () => null },
    }),
  })
  const states = () => service.views().map(({ pairs }) => pairs.map(({ state }) => state).join())
  const [first, second] = ukeys as [MemoryUkey, MemoryUkey]
  return { service, is, states, first, second }
}
const status = (state: RevocationStatus['state'], reason: string | null = null): RevocationStatus => ({
  ...{ state, reason, source: 'ocsp', at: null },
})

it('a certificate is found by its id, on its own token', () => {
  const { service, first, second } = setUp()
  for (const { known } of [first, second])
    for (const { view, certificate } of known) {
      const found = service.find(view.id)
      expect([found?.certificate.serialHex, found?.view]).toEqual([
        ...[certificate.serialHex, { ...view, issuerId: 'demo' }],
      ])
    }
  expect(service.find('ukey-1')).toBeUndefined()
  expect(service.find('ukey-3-another')).toBeUndefined()
  const id = first.known[0].view.id
  expect(service.find(id.replace('ukey-1', 'ukey-2'))).toBeUndefined()
})

it.each([
  [status('revoked'), 'revoked', 'revoked'],
  [status('revoked', 'keyCompromise'), 'revoked', 'revoked'],
  [status('revoked', 'certificateHold'), 'suspended', 'suspended'],
] as const)('what a status service says counts from then on: %o', (said, standing, state) => {
  const { service, states, first } = setUp()
  const [{ view, certificate }] = first.known
  expect([service.standing(certificate), states()]).toEqual(['good', ['valid', 'valid']])
  expect(service.learnt(view.id, said)).toBe(true)
  expect([service.standing(certificate), states()]).toEqual([standing, [state, 'valid']])
  expect(service.learnt(view.id, said)).toBe(false)
  expect(service.learnt(view.id, status('good'))).toBe(true)
  expect([service.standing(certificate), states()]).toEqual(['good', ['valid', 'valid']])
})

it('what says nothing is no news', () => {
  const { service, states, first } = setUp()
  const [{ view }] = first.known
  expect(service.learnt(view.id, status('unknown'))).toBe(false)
  expect(service.learnt(view.id, status('not-checked'))).toBe(false)
  expect(service.learnt(view.id, status('good'))).toBe(false)
  expect(service.learnt('ukey-1-another', status('revoked'))).toBe(false)
  expect(states()).toEqual(['valid', 'valid'])
})

it('what an authority says in an answer counts, wherever the certificate is', () => {
  const { service, states, first } = setUp()
  const { certificate } = memoryUkey('elsewhere').signing
  expect([service.told(certificate, 'revoked'), service.told(certificate, 'revoked')]).toEqual([true, false])
  expect([service.standing(certificate), states()]).toEqual(['revoked', ['valid', 'valid']])
  expect(service.told(first.signing.certificate, 'suspended')).toBe(true)
  expect(states()).toEqual(['suspended', 'valid'])
})

it('certificates that others took the place of are out of force', () => {
  const { service, states, second } = setUp()
  expect(states()).toEqual(['valid', 'valid'])
  service.superseded(
    [second.signing, second.encryption].map(({ certificate }) => fingerprintSha256(certificate)),
  )
  expect(states()).toEqual(['valid', 'revoked'])
})

it('the views stay the same until something else is known', () => {
  const { service, is } = setUp()
  const before = service.views()
  expect(service.views()).toBe(before)
  is.issuer = 'another'
  expect(service.views()).toBe(before)
  service.judgeAnew()
  expect(service.views()[0]?.pairs[0]?.signing?.issuerId).toBe('another')
})
