import { expect, it } from 'vitest'
import { confirmed } from '../../../../src/main/issuance/steps/confirmation.ts'
import { fingerprintSha256, generateSm2KeyPair, parseCertificate } from '../../../../src/pki/index.ts'
import { smallAuthority } from './issued.ts'

const [own, other] = [smallAuthority(), smallAuthority()]
const certificate = (authority: typeof own) => {
  const der = authority.issue('signing', generateSm2KeyPair().publicKey)
  return { der: Buffer.from(der).toString('base64'), print: fingerprintSha256(parseCertificate(der)) }
}

it('an authority puts out of force what is its own and over, and nothing of another authority', async () => {
  const [superseded, revoked, active, foreign] = [own, own, own, other].map(certificate)
  const told: (readonly string[])[] = []
  const answer = [
    { status: 'superseded', der: superseded?.der },
    { status: 'revoked', der: revoked?.der },
    { status: 'active', der: active?.der },
    { status: 'revoked', der: foreign?.der },
  ]
  const others = [superseded, active, foreign].map((one) => ({
    ...{ keyId: 'k', objectId: 'o', fingerprint: one?.print, isRsa: false },
    ...{ isPredecessor: false, opensFiles: false },
  }))
  const work = {
    progress: {
      done: {
        request: { left: { requestId: 'request-1', resumeToken: 'r' } },
        verify: { left: { confirmation: 'AAAA', others } },
      },
    },
    authority: {
      clientFor: () => ({ requests: { confirm: async () => ({ certificates: answer }) } }),
    },
    isForeign: (one: Parameters<typeof fingerprintSha256>[0]) => fingerprintSha256(one) === foreign?.print,
    superseded: (fingerprints: readonly string[]) => told.push(fingerprints),
  }
  expect(await confirmed(work as never)).toEqual({ retired: [superseded?.print, revoked?.print] })
  expect(told).toEqual([[superseded?.print]])
})
