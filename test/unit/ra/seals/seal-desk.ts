import { toBase64 } from '../../../../src/pki/bytes.ts'
import { generateSm2KeyPair } from '../../../../src/pki/sm2/index.ts'
import { issuePair } from '../../../../src/ra/ca/issue.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import type { Certificate, Seal } from '../../../../src/ra/records.ts'
import { createSealDesk } from '../../../../src/ra/seals/desk.ts'
import { writePng } from '../../../../src/ra/seals/png.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { addresses, newCaKeys } from '../authority.ts'
import { account, now, certificate as row } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

export const ca = newCaKeys(now)
export const issued = issuePair(ca, addresses, {
  ...{ account, subjectDer: subjectOf(account).der, kind: 'ordinary' as const },
  ...{ signingKey: generateSm2KeyPair().publicKey, notBefore: now - 1000, notAfter: now + 9000 },
}).signature
export const certificate: Certificate = { ...row, ...issued, serial: '41' }
export const seal: Seal = {
  ...{
    id: 'seal-1',
    accountId: 'account-1',
    serial: '41',
    state: 'applied',
    name: '示例公司',
    type: 'organisation',
  },
  ...{ appliedBy: 'wang', appliedAt: now - 5, issuedAt: null, revokedAt: null, der: null },
}
export const picture = (side: number) =>
  toBase64(writePng({ width: side, height: side, rgba: new Uint8Array(side * side * 4).fill(255) }))

export const deskOf = (operations: Partial<Store>, name = 'Demo RA') =>
  createSealDesk({ store: storeOf(operations), ca, clock: () => now, name })
export const answersWith =
  <T>(asked: T[]) =>
  async (given: T): Promise<Seal> => {
    asked.push(given)
    return seal
  }
