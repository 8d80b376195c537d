import { sealLabel } from '../../../../src/native/index.ts'
import {
  type ElectronicSeal,
  finishSeal,
  parseSeal,
  type SealSpec,
  sealToSign,
} from '../../../../src/pki/index.ts'
import { writePng } from '../../../../src/ra/seals/png.ts'
import { disc } from '../../../house/seals.ts'
import { freshParty, type Party } from '../../pki/authority.ts'
import { root } from '../sealed.ts'

export const maker = freshParty(root, { profile: 'signing', name: '制章人' })
export const user = freshParty(root, { profile: 'signing', name: '用章人' })
export const picture = writePng(disc(8))

/** A seal of this user, by this hand. */
export const made = (change: Partial<SealSpec> = {}, by: Party = maker): ElectronicSeal => {
  const info = sealToSign({
    ...{ id: '33010000000001', vendor: 'EXAMPLE', type: 'organisation', name: '某公司公章' },
    picture: { format: 'PNG', bytes: picture, width: 40, height: 40 },
    ...{ createdAt: new Date('2026-01-01'), validFrom: new Date('2026-01-01') },
    ...{ validTo: new Date('2028-01-01'), signers: [user.certificate.raw] },
    ...change,
  })
  return parseSeal(finishSeal(info, maker.certificate.raw, by.sign(info)))
}

export const storedAs = ({ id, raw }: ElectronicSeal) => ({ label: sealLabel(id, raw), value: raw })
export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
