import type { Dossier, Fresh } from '../../../../../src/ra/rules/identity/dossier.ts'
import type {
  RaDocument,
  RaForeignEntity,
  RaPerson,
  RaRegistered,
} from '../../../../../src/shared/ra-contract/identity-values.ts'
import { now } from '../samples.ts'
import { dossier } from './samples.ts'

const document: RaDocument = {
  ...{ kind: 'resident-id', number: '110105198804120040' },
  validity: { from: '2020-01-01', to: null },
}

export const place = { regionCode: '110105', province: '北京市', address: '示例路 1 号', postcode: '100000' }

export const person: RaPerson = { name: '王芳', document, place }

export const registered: RaRegistered = {
  ...{ entityType: 'enterprise', name: '示例公司', creditCode: '91110108MA01DEM07K' },
  representative: { name: '王芳', nationality: 'CN', document },
}

export const entity: RaForeignEntity = {
  ...{ country: 'SG', entityType: 'other', name: '境外公司', englishName: 'Abroad Ltd' },
  representative: { name: '王芳', nationality: 'CN', document },
}

export const fresh: Fresh = {
  account: { id: 'new-account', userName: 'u1' },
  handler: { id: 'new-handler', userName: 'u2' },
  organisationCode: 'ORG-1',
}

export const bound = { how: 'registered', personId: 'person-1', name: '王芳', phone: '13800000003' } as const
const contact = { phone: '13800000001', email: 'w@example.cn' }

/** Dossiers with all their parts. */
export const whole = {
  person: { ...dossier, given: { person, ...contact } },
  entity: { ...dossier, kind: 'entity', given: { registered, place, ...contact, handler: bound } },
  foreign: {
    ...{ ...dossier, kind: 'entity-without-code' },
    given: { entity, place, ...contact, handler: bound },
  },
  agencyChange: {
    ...{ ...dossier, purpose: 'agency-change', kind: 'agency', accountId: 'account-1' },
    given: { registered, phone: contact.phone, handler: bound },
  },
  handler: {
    ...{ ...dossier, purpose: 'handler', kind: 'entity', accountId: 'account-1' },
    given: { handler: bound },
  },
  appeal: {
    ...{ ...dossier, purpose: 'appeal' },
    given: {
      appeal: { cause: 'phone-lost', name: '示例公司', number: '91110108MA01DEM07K', text: '丢了' },
      phone: '13800000009',
    },
  },
} as const satisfies Record<string, Dossier>

export const audited = (actor: string, action: string, subject: string) => {
  return { kind: 'audit', at: now, actor, action, subject }
}
