import { documentNumber } from '../../../shared/identity/documents.ts'
import { normalNumber } from '../../../shared/identity-numbers/identity-numbers.ts'
import { importPractitioners, importRegister } from '../../rules/identity/register.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { findPractitioner, findRegisterEntry } from './find-identity.ts'
import { page } from './page.ts'
import { readPractitioner, readRegisterEntry } from './read-identity.ts'
import { transact } from './transact.ts'

type RegisterStore = Pick<Store, 'importRegister' | 'importPractitioners' | 'register' | 'practitioners'>

/** The register of entities and agencies, and the list of practitioners. */
export function registerStore(db: Database): RegisterStore {
  return {
    importRegister: (rows) =>
      transact(db, () => {
        const before = rows.rows.map((row) => findRegisterEntry(db, normalNumber(row.creditCode)))
        return importRegister({ before }, rows)
      }),
    importPractitioners: (rows) =>
      transact(db, () => {
        const before = rows.rows.map((row) =>
          findPractitioner(db, documentNumber(row.number), normalNumber(row.agencyCode)),
        )
        return importPractitioners({ before }, rows)
      }),
    register: async (search) =>
      page(db, 'register', 'seq', search, ['credit_code', 'name', 'representative_name'], readRegisterEntry),
    practitioners: async (search) =>
      page(db, 'practitioners', 'seq', search, ['number', 'name', 'agency_code'], readPractitioner),
  }
}
