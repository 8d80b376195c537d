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
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
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

export function dossierStore(db: Database): DossierStore {
  const fileOf = (dossier: Dossier) => ({
    dossier,
    uploads: uploadsOf(db, dossier.id),
    account: dossier.accountId === null ? null : findAccount(db, dossier.accountId),
  })
  return {
    openDossier: (opening) => transact(db, () => openDossier(openingFacts(db, opening), opening)),
    dossier: async (id) => {
      const dossier = findDossier(db, id)
      return dossier === null ? null : fileOf(dossier)
    },
    dossiers: async (search, state, purpose) => {
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
      const found = page(db, 'dossiers', 'seq', search, columns, readDossier, filter)
      return { ...found, rows: found.rows.map(fileOf) }
    },
    abandonDossier: async (step) => {
      await transact(db, () => abandonDossier({ dossier: findDossier(db, step.dossierId) }, step))
    },
    askContact: (asking) =>
      transact(db, () =>
        askContact({ ...sendingFacts(db, asking), dossier: findDossier(db, asking.dossierId) }, asking),
      ),
    proveContact: (proof) =>
      transact(db, () => {
        const dossier = findDossier(db, proof.dossierId)
        const sms = dossier?.given.asked?.sms
        return proveContact(
          {
            dossier,
            code: findCode(db, 'identity', `${proof.dossierId} ${proof.channel}`),
            byPhone: findByPhone(db, sms),
            byNumber: findByNumber(db, dossier?.given.person?.document.number),
            taken: findAttempts(db, takenName(sms ?? '')),
          },
          proof,
        )
      }),
    putPart: (putting) =>
      transact(db, () => {
        const dossier = findDossier(db, putting.dossierId)
        const byNumber = findByNumber(db, numberOf(putting.part))
        const taken = findAttempts(db, takenName(dossier?.given.phone ?? ''))
        return putPart({ dossier, byNumber, taken }, putting)
      }),
    checkRegister: (check) =>
      transact(db, () => {
        const dossier = findDossier(db, check.dossierId)
        const code = normalNumber(check.registered.creditCode)
        return checkRegister(
          {
            dossier,
            entry: findRegisterEntry(db, code),
            account: dossier?.accountId == null ? null : findAccount(db, dossier.accountId),
            byNumber: findByNumber(db, code),
            tries: triesFacts(db, check.guess),
          },
          check,
        )
      }),
    addDossierUpload: (uploading) =>
      transact(db, () => addDossierUpload(uploadingFacts(db, uploading), uploading)),
    dossierUpload: async (id) => {
      const row = db.get('SELECT name, content FROM dossier_uploads WHERE id = ? AND content IS NOT NULL', id)
      return row === null ? null : { name: text(row, 'name'), content: bytes(row, 'content') }
    },
    askHandler: (asking) =>
      transact(db, () => {
        const person = asking.handler.how === 'registered' ? findPerson(db, asking.handler.login) : null
        const dossier = findDossier(db, asking.dossierId)
        return askHandler({ ...sendingFacts(db, asking), dossier, person }, asking)
      }),
    bindHandler: (binding) => transact(db, () => bindHandler(bindingFacts(db, binding), binding)),
    submitDossier: (submission) =>
      transact(db, () => submitDossier(submissionFacts(db, submission.dossierId), submission)),
    reviewDossier: (review) =>
      transact(db, () => reviewDossier(submissionFacts(db, review.dossierId), review)),
  }
}

function openingFacts(db: Database, { accountId, numbers }: DossierOpening) {
  const legacy = accountId === null ? null : findLegacyOf(db, accountId)
  const taken = 'SELECT 1 AS there FROM dossiers WHERE number = ?'
  return {
    number: numbers.find((number) => db.get(taken, number) === null) ?? null,
    account: accountId === null ? null : findAccount(db, accountId),
    legacy,
    siblings: siblingsOf(db, legacy),
    begun: accountId === null ? null : findBegun(db, accountId),
  }
}

function uploadingFacts(db: Database, { upload, network, now }: DossierUploading) {
  const ofDossier = 'SELECT count(*) AS n FROM dossier_uploads WHERE dossier_id = ?'
  const ofNetwork = 'SELECT count(*) AS n FROM dossier_uploads WHERE network = ? AND uploaded_at >= ?'
  const held = `SELECT coalesce(sum(u.size), 0) AS n FROM dossier_uploads u JOIN dossiers d ON d.id = u.dossier_id
    WHERE u.content IS NOT NULL AND d.state IN ('open', 'expired')`
  return {
    dossier: findDossier(db, upload.dossierId),
    others: uploadsOf(db, upload.dossierId),
    count: number(db.get(ofDossier, upload.dossierId) ?? {}, 'n'),
    lastDay: number(db.get(ofNetwork, network, now - DAY) ?? {}, 'n'),
    heldOfNetwork: number(db.get(`${held} AND u.network = ?`, network) ?? {}, 'n'),
    held: number(db.get(held) ?? {}, 'n'),
  }
}

/** The code of the agency for which somebody shall act. */
function agencyCodeOf(db: Database, dossier: Dossier | null): string | null {
  const own = dossier?.accountId == null ? null : findAccount(db, dossier.accountId)
  return dossier?.given.registered?.creditCode ?? own?.idNumber ?? null
}

function bindingFacts(db: Database, { dossierId, fresh }: HandlerBinding) {
  const dossier = findDossier(db, dossierId)
  const asked = dossier?.given.asked?.handler
  const personId = asked?.how === 'registered' ? asked.personId : null
  const person = personId === null ? null : findAccount(db, personId)
  const phone = asked?.how === 'new' ? asked.phone : null
  const fresher = fresh === null ? null : documentNumber(fresh.person.document.number)
  const numberOfHandler = asked?.how === 'new' ? fresher : (person?.idNumber ?? null)
  return {
    dossier,
    code: findCode(db, 'identity', `${dossierId} handler`),
    person: person?.closed === true ? null : person,
    byNumber: asked?.how === 'new' ? findByNumber(db, fresher) : null,
    byPhone: findByPhone(db, phone),
    taken: findAttempts(db, takenName(phone ?? '')),
    agencies: agenciesOf(db, personId),
    practitioner: findPractitioner(db, numberOfHandler, agencyCodeOf(db, dossier)),
  }
}

function submissionFacts(db: Database, dossierId: string): SubmissionFacts {
  const dossier = findDossier(db, dossierId)
  const { person, registered, handler: bound, phone, appeal } = dossier?.given ?? {}
  const handler = bound?.how === 'registered' ? findAccount(db, bound.personId) : null
  const fresh = bound?.how === 'new' ? bound : null
  const isPerson = dossier?.kind === 'person'
  const account =
    dossier?.purpose === 'appeal'
      ? findByNumber(db, normalNumber(appeal?.number ?? ''))
      : dossier?.accountId == null
        ? null
        : findAccount(db, dossier.accountId)
  return {
    dossier,
    uploads: uploadsOf(db, dossierId),
    account,
    handler,
    holders: {
      byNumber: findByNumber(db, person?.document.number ?? registered?.creditCode),
      byPhone: isPerson || dossier?.purpose === 'appeal' ? findByPhone(db, phone) : null,
    },
    handlerHolders: {
      byNumber: findByNumber(db, fresh?.person.document.number),
      byPhone: findByPhone(db, fresh?.phone),
    },
    agencies: agenciesOf(db, handler?.id ?? null),
    practitioner: findPractitioner(
      db,
      handler?.idNumber ?? fresh?.person.document.number,
      agencyCodeOf(db, dossier),
    ),
  }
}
