import { documentNumber } from '../../../shared/identity/documents.ts'
import { normalNumber } from '../../../shared/identity-numbers/identity-numbers.ts'
import { importPractitioners, importRegister } from '../../rules/identity/register.ts'
import type { Store } from '../store.ts'
import { findPractitioner, findRegisterEntry } from './find-identity.ts'
import { page } from './page.ts'
import { readPractitioner, readRegisterEntry } from './read-identity.ts'
import { each, type Sql } from './sql.ts'
import { transact } from './transact.ts'

type RegisterStore = Pick<Store, 'importRegister' | 'importPractitioners' | 'register' | 'practitioners'>

const registerColumns = ['credit_code', 'name', 'representative_name']
const practitionerColumns = ['number', 'name', 'agency_code']

/** The register of entities and agencies, and the list of practitioners. */
export function registerStore(db: Sql): RegisterStore {
  return {
    importRegister: (rows) =>
      transact(db, function* () {
        const before = yield* each(rows.rows, (row) => findRegisterEntry(db, normalNumber(row.creditCode)))
        return importRegister({ before }, rows)
      }),
    importPractitioners: (rows) =>
      transact(db, function* () {
        const before = yield* each(rows.rows, (row) =>
          findPractitioner(db, documentNumber(row.number), normalNumber(row.agencyCode)),
        )
        return importPractitioners({ before }, rows)
      }),
    register: (search) =>
      db.read(() => page(db, 'register', 'seq', search, registerColumns, readRegisterEntry)),
    practitioners: (search) =>
      db.read(() => page(db, 'practitioners', 'seq', search, practitionerColumns, readPractitioner)),
  }
}
