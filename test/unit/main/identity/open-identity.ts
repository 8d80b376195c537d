import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDossierBook } from '../../../../src/main/identity/dossier-book.ts'
import { createDossiers } from '../../../../src/main/identity/dossiers.ts'
import type { RaDossier } from '../../../../src/shared/ra-contract/index.ts'
import { calls, expiresAt, now, openAccount } from '../account/open-account.ts'
import type { Answers } from '../memory-authority.ts'

export const key = 'dossier-0001'

export const raDossier = (change: Partial<RaDossier> = {}): RaDossier => ({
  ...{
    id: key,
    number: 'SF-1',
    purpose: 'registration',
    kind: 'person',
    state: 'open',
    missing: ['phone'],
  },
  ...{ name: null, maskedNumber: null, phone: null, email: null, handler: null, uploads: [] },
  ...{ prefill: null, review: null, openedAt: expiresAt, expiresAt, account: null, organisationCode: null },
  ...change,
})

export const at = (end = '') => `/identity/dossiers/${key}${end}`
export const rules = {
  agreement: { version: '1', title: '协议', paragraphs: ['一'] },
  ...{ adultAge: 18, legacyEnd: expiresAt, reviewDays: { from: 1, to: 3 }, uploadPages: 1, appealCauses: [] },
}

/** The dossiers of an authority in memory whose clock is ten minutes ahead, with or without somebody logged in. */
export const openIdentity = (answers: Answers = {}) => {
  const made = openAccount({
    'POST /identity/dossiers': () => ({ secret: 'secret-1', dossier: raDossier() }),
    [`GET ${at()}`]: () => ({ dossier: raDossier() }),
    'GET /identity/rules': () => rules,
    [calls.current]: () => {
      throw new Error('nobody asks')
    },
    ...answers,
  })
  const book = createDossierBook({
    path: join(mkdtempSync(join(tmpdir(), 'identity-')), 'dossiers.json'),
    ...{ keyStore: () => null, changed: () => undefined },
  })
  const authorities = { of: () => made.authority }
  const accounts = { of: () => made.account }
  const dossiers = createDossiers({ authorities, accounts, book, clock: () => now })
  const begin = () => dossiers.begin({ issuerId: 'demo', purpose: 'registration', kind: 'person' })
  return { ...made, dossierBook: book, authorities, accounts, dossiers, begin }
}
