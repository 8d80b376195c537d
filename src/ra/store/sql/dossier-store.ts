import { documentNumber } from '../../../shared/identity/documents.ts'
import { normalNumber } from '../../../shared/identity-numbers/identity-numbers.ts'
import { DAY } from '../../clock.ts'
import { askContact, proveContact } from '../../rules/identity/contact.ts'
import type { Dossier } from '../../rules/identity/dossier.ts'
import { askHandler, bindHandler, type HandlerBinding } from '../../rules/identity/handler.ts'
import { abandonDossier, type DossierOpening, openDossier } from '../../rules/identity/opening.ts'
import { takenName } from '../../rules/identity/pace.ts'
import { numberOf, putPart } from '../../rules/identity/parts.ts'
import { checkRegister } from '../../rules/identity/register.ts'
import { reviewDossier } from '../../rules/identity/review.ts'
import { type SubmissionFacts, submitDossier } from '../../rules/identity/submission.ts'
import { addDossierUpload, type DossierUploading } from '../../rules/identity/uploads.ts'
import type { DossierFile } from '../identity.ts'
import type { Store } from '../store.ts'
import { findAccount, findAttempts, findCode } from './find.ts'
import {
  agenciesOf,
  findBegun,
  findByNumber,
  findByPhone,
  findDossier,
  findLegacyOf,
  findPerson,
  findPractitioner,
  findRegisterEntry,
  sendingFacts,
  siblingsOf,
  uploadsOf,
} from './find-identity.ts'
import { page } from './page.ts'
import { readDossier } from './read-identity.ts'
import { bytes, number, text } from './row.ts'
import { each, type Query, type Sql, those } from './sql.ts'
import { transact } from './transact.ts'
import { triesFacts } from './tries-store.ts'

type DossierStore = Pick<
  Store,
  | 'openDossier'
  | 'dossier'
  | 'dossiers'
  | 'abandonDossier'
  | 'askContact'
  | 'proveContact'
  | 'putPart'
  | 'checkRegister'
  | 'addDossierUpload'
  | 'dossierUpload'
  | 'askHandler'
  | 'bindHandler'
  | 'submitDossier'
  | 'reviewDossier'
>

export function dossierStore(db: Sql): DossierStore {
  function* fileOf(dossier: Dossier): Query<DossierFile> {
    return {
      dossier,
      uploads: yield* uploadsOf(db, dossier.id),
      account: dossier.accountId === null ? null : yield* findAccount(db, dossier.accountId),
    }
  }
  return {
    openDossier: (opening) =>
      transact(db, function* () {
        return openDossier(yield* openingFacts(db, opening), opening)
      }),
    dossier: (id) =>
      db.read(function* () {
        const dossier = yield* findDossier(db, id)
        return dossier === null ? null : yield* fileOf(dossier)
      }),
    dossiers: (search, state, purpose) =>
      db.read(function* () {
        const columns = ['number', "coalesce(name, '')", "coalesce(id_number, '')", "coalesce(phone, '')"]
        const filters = [
          ...(state === null ? [] : [{ where: 'state = ?', value: state }]),
          ...(purpose === null ? [] : [{ where: 'purpose = ?', value: purpose }]),
        ]
        const filter =
          filters.length === 0
            ? null
            : {
                where: filters.map(({ where }) => where).join(' AND '),
                values: filters.map(({ value }) => value),
              }
        const found = yield* page(db, 'dossiers', 'seq', search, columns, readDossier, filter)
        return { ...found, rows: yield* each(found.rows, fileOf) }
      }),
    abandonDossier: async (step) => {
      await transact(db, function* () {
        return abandonDossier({ dossier: yield* findDossier(db, step.dossierId) }, step)
      })
    },
    askContact: (asking) =>
      transact(db, function* () {
        return askContact(
          { ...(yield* sendingFacts(db, asking)), dossier: yield* findDossier(db, asking.dossierId) },
          asking,
        )
      }),
    proveContact: (proof) =>
      transact(db, function* () {
        const dossier = yield* findDossier(db, proof.dossierId)
        const sms = dossier?.given.asked?.sms
        return proveContact(
          {
            dossier,
            code: yield* findCode(db, 'identity', `${proof.dossierId} ${proof.channel}`),
            byPhone: yield* findByPhone(db, sms),
            byNumber: yield* findByNumber(db, dossier?.given.person?.document.number),
            taken: yield* findAttempts(db, takenName(sms ?? '')),
          },
          proof,
        )
      }),
    putPart: (putting) =>
      transact(db, function* () {
        const dossier = yield* findDossier(db, putting.dossierId)
        const byNumber = yield* findByNumber(db, numberOf(putting.part))
        const taken = yield* findAttempts(db, takenName(dossier?.given.phone ?? ''))
        return putPart({ dossier, byNumber, taken }, putting)
      }),
    checkRegister: (check) =>
      transact(db, function* () {
        const dossier = yield* findDossier(db, check.dossierId)
        const code = normalNumber(check.registered.creditCode)
        return checkRegister(
          {
            dossier,
            entry: yield* findRegisterEntry(db, code),
            account: dossier?.accountId == null ? null : yield* findAccount(db, dossier.accountId),
            byNumber: yield* findByNumber(db, code),
            tries: yield* triesFacts(db, check.guess),
          },
          check,
        )
      }),
    addDossierUpload: (uploading) =>
      transact(db, function* () {
        return addDossierUpload(yield* uploadingFacts(db, uploading), uploading)
      }),
    dossierUpload: (id) =>
      db.read(function* () {
        const row = yield* db.get(
          'SELECT name, content FROM dossier_uploads WHERE id = ? AND content IS NOT NULL',
          id,
        )
        return row === null ? null : { name: text(row, 'name'), content: bytes(row, 'content') }
      }),
    askHandler: (asking) =>
      transact(db, function* () {
        const person =
          asking.handler.how === 'registered' ? yield* findPerson(db, asking.handler.login) : null
        const dossier = yield* findDossier(db, asking.dossierId)
        return askHandler({ ...(yield* sendingFacts(db, asking)), dossier, person }, asking)
      }),
    bindHandler: (binding) =>
      transact(db, function* () {
        return bindHandler(yield* bindingFacts(db, binding), binding)
      }),
    submitDossier: (submission) =>
      transact(db, function* () {
        return submitDossier(yield* submissionFacts(db, submission.dossierId), submission)
      }),
    reviewDossier: (review) =>
      transact(db, function* () {
        return reviewDossier(yield* submissionFacts(db, review.dossierId), review)
      }),
  }
}

function* openingFacts(db: Sql, { accountId, numbers }: DossierOpening) {
  const legacy = accountId === null ? null : yield* findLegacyOf(db, accountId)
  const taken = 'SELECT 1 AS there FROM dossiers WHERE number = ?'
  const [free = null] = yield* those(numbers, function* (number) {
    return (yield* db.get(taken, number)) === null
  })
  return {
    number: free,
    account: accountId === null ? null : yield* findAccount(db, accountId),
    legacy,
    siblings: yield* siblingsOf(db, legacy),
    begun: accountId === null ? null : yield* findBegun(db, accountId),
  }
}

function* uploadingFacts(db: Sql, { upload, network, now }: DossierUploading) {
  const ofDossier = 'SELECT count(*) AS n FROM dossier_uploads WHERE dossier_id = ?'
  const ofNetwork = 'SELECT count(*) AS n FROM dossier_uploads WHERE network = ? AND uploaded_at >= ?'
  const held = `SELECT coalesce(sum(u.size), 0) AS n FROM dossier_uploads u JOIN dossiers d ON d.id = u.dossier_id
    WHERE u.content IS NOT NULL AND d.state IN ('open', 'expired')`
  return {
    dossier: yield* findDossier(db, upload.dossierId),
    others: yield* uploadsOf(db, upload.dossierId),
    count: number((yield* db.get(ofDossier, upload.dossierId)) ?? {}, 'n'),
    lastDay: number((yield* db.get(ofNetwork, network, now - DAY)) ?? {}, 'n'),
    heldOfNetwork: number((yield* db.get(`${held} AND u.network = ?`, network)) ?? {}, 'n'),
    held: number((yield* db.get(held)) ?? {}, 'n'),
  }
}

/** The code of the agency for which somebody shall act. */
function* agencyCodeOf(db: Sql, dossier: Dossier | null): Query<string | null> {
  const own = dossier?.accountId == null ? null : yield* findAccount(db, dossier.accountId)
  return dossier?.given.registered?.creditCode ?? own?.idNumber ?? null
}

function* bindingFacts(db: Sql, { dossierId, fresh }: HandlerBinding) {
  const dossier = yield* findDossier(db, dossierId)
  const asked = dossier?.given.asked?.handler
  const personId = asked?.how === 'registered' ? asked.personId : null
  const person = personId === null ? null : yield* findAccount(db, personId)
  const phone = asked?.how === 'new' ? asked.phone : null
  const fresher = fresh === null ? null : documentNumber(fresh.person.document.number)
  const numberOfHandler = asked?.how === 'new' ? fresher : (person?.idNumber ?? null)
  return {
    dossier,
    code: yield* findCode(db, 'identity', `${dossierId} handler`),
    person: person?.closed === true ? null : person,
    byNumber: asked?.how === 'new' ? yield* findByNumber(db, fresher) : null,
    byPhone: yield* findByPhone(db, phone),
    taken: yield* findAttempts(db, takenName(phone ?? '')),
    agencies: yield* agenciesOf(db, personId),
    practitioner: yield* findPractitioner(db, numberOfHandler, yield* agencyCodeOf(db, dossier)),
  }
}

function* submissionFacts(db: Sql, dossierId: string): Query<SubmissionFacts> {
  const dossier = yield* findDossier(db, dossierId)
  const { person, registered, handler: bound, phone, appeal } = dossier?.given ?? {}
  const handler = bound?.how === 'registered' ? yield* findAccount(db, bound.personId) : null
  const fresh = bound?.how === 'new' ? bound : null
  const isPerson = dossier?.kind === 'person'
  const account =
    dossier?.purpose === 'appeal'
      ? yield* findByNumber(db, normalNumber(appeal?.number ?? ''))
      : dossier?.accountId == null
        ? null
        : yield* findAccount(db, dossier.accountId)
  return {
    dossier,
    uploads: yield* uploadsOf(db, dossierId),
    account,
    handler,
    holders: {
      byNumber: yield* findByNumber(db, person?.document.number ?? registered?.creditCode),
      byPhone: isPerson || dossier?.purpose === 'appeal' ? yield* findByPhone(db, phone) : null,
    },
    handlerHolders: {
      byNumber: yield* findByNumber(db, fresh?.person.document.number),
      byPhone: yield* findByPhone(db, fresh?.phone),
    },
    agencies: yield* agenciesOf(db, handler?.id ?? null),
    practitioner: yield* findPractitioner(
      db,
      handler?.idNumber ?? fresh?.person.document.number,
      yield* agencyCodeOf(db, dossier),
    ),
  }
}
