import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import { now } from '../samples.ts'

export const dossier: Dossier = {
  ...{
    id: 'dossier-1',
    number: '1',
    purpose: 'registration',
    kind: 'person',
    state: 'open',
    accountId: null,
  },
  ...{ clientHash: null, given: {}, reason: null, steps: [], decidedBy: null, dueAt: null },
  ...{ openedAt: now - 1, expiresAt: now + 1 },
}
