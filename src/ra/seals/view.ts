import type { RaSeal } from '../../shared/ra-contract/index.ts'
import { toBase64 } from '../base64.ts'
import { iso } from '../clock.ts'
import type { Seal } from '../records.ts'

export function sealView(seal: Seal): RaSeal {
  const { id, state, name, type, serial, appliedAt, issuedAt, revokedAt, der } = seal
  return {
    ...{ id, state, name, type, serial },
    appliedAt: iso(appliedAt),
    issuedAt: issuedAt === null ? null : iso(issuedAt),
    revokedAt: revokedAt === null ? null : iso(revokedAt),
    der: der === null ? null : toBase64(der),
  }
}
