import type { ReadableSeal } from '../../../src/shared/models/index.ts'
import { longCompany } from '../../world.ts'

/** The seal of a company, in force. */
export const seal = (change: Partial<ReadableSeal> = {}): ReadableSeal => ({
  kind: 'seal',
  id: 'company',
  tokenId: 'ukey-1',
  number: 'veZBuJEHXd34UeM2mV44JA',
  name: longCompany,
  type: 'organisation',
  vendor: 'DEMO-RA',
  maker: '证书助手演示认证机构电子签章制作（演示）',
  standard: 'GB/T 38540-2020',
  picture: { kind: 'shown', width: 42, height: 42 },
  createdAt: '2026-06-20T08:00:00.000Z',
  validFrom: '2026-06-20T08:00:00.000Z',
  validTo: '2027-06-20T08:00:00.000Z',
  state: 'usable',
  certificateId: 'c1-s',
  admits: [longCompany],
  ...change,
})
