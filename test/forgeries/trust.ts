import type { Trust } from '../../src/documents/index.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { root, rsaRoot } from './parties.ts'

/** Whoever verifies trusts the two roots of the honest parties, and lives after the signatures were made. */
export const trust: Trust = {
  roots: [root, rsaRoot].map(({ certificate }) => parseCertificate(certificate)),
  certificates: [],
  crls: [],
  now: new Date('2026-11-27T00:00:00Z'),
}
