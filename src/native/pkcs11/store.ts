import type { CertificateNames } from '../abi.ts'
import { textOf } from '../library-text.ts'
import { objectIdOf } from '../object-id.ts'
import { isSealLabel, sealValue, shownSeals } from '../seal-label.ts'
import type { DataObject, KeyId, StoredCertificate, StoredSeal } from '../token.ts'
import { readCertificates } from './content.ts'
import { destroyAll, labelBytes } from './keys.ts'
import type { ObjectHandle } from './library.ts'
import {
  CKA_APPLICATION,
  CKA_CERTIFICATE_TYPE,
  CKA_CLASS,
  CKA_ID,
  CKA_ISSUER,
  CKA_LABEL,
  CKA_PRIVATE,
  CKA_SERIAL_NUMBER,
  CKA_SUBJECT,
  CKA_TOKEN,
  CKA_VALUE,
  CKC_X_509,
  CKO_CERTIFICATE,
  CKO_DATA,
} from './numbers.ts'
import { copyOf, findObjects, type Place, readAttributes, readEach } from './objects.ts'
import { isGone, resultOf } from './results.ts'

/** Writes a certificate beside its key. If the same one is already there, that one is the answer. */
export const writeCertificate = (
  place: Place,
  keyId: KeyId,
  label: string,
  der: Uint8Array,
  names: CertificateNames,
): StoredCertificate => {
  const written: StoredCertificate = { objectId: objectIdOf(der), keyId, label, der: copyOf(der) }
  const before = readCertificates(place).find(
    (found) => found.objectId === written.objectId && found.keyId === keyId,
  )
  if (before !== undefined) return before
  place.p11.C_CreateObject(place.session, [
    { type: CKA_CLASS, value: CKO_CERTIFICATE },
    { type: CKA_CERTIFICATE_TYPE, value: CKC_X_509 },
    { type: CKA_TOKEN, value: true },
    { type: CKA_PRIVATE, value: false },
    { type: CKA_LABEL, value: labelBytes(label) },
    { type: CKA_ID, value: Buffer.from(keyId, 'hex') },
    { type: CKA_SUBJECT, value: Buffer.from(names.subject) },
    { type: CKA_ISSUER, value: Buffer.from(names.issuer) },
    { type: CKA_SERIAL_NUMBER, value: Buffer.from(names.serial) },
    { type: CKA_VALUE, value: Buffer.from(der) },
  ])
  return written
}

/** Removes a certificate by its content. It is no error if it is not there. */
export const removeCertificate = (place: Place, objectId: string): void => {
  const all = findObjects(place, [{ type: CKA_CLASS, value: CKO_CERTIFICATE }])
  const matching = all.filter((object) => {
    const value = readAttributes(place, object, [CKA_VALUE])[0]
    return value != null && objectIdOf(value) === objectId
  })
  destroyAll(place, matching)
}

const readData = (place: Place, object: ObjectHandle): DataObject => {
  const [label, value] = readAttributes(place, object, [CKA_LABEL, CKA_VALUE])
  const bytes = value ?? Buffer.alloc(0)
  return {
    objectId: objectIdOf(Buffer.concat([label ?? Buffer.alloc(0), bytes])),
    label: label == null ? '' : textOf(label),
    value: copyOf(bytes),
  }
}

/** All data objects that can be seen. */
export const dataOf = (place: Place): readonly DataObject[] =>
  findObjects(place, [{ type: CKA_CLASS, value: CKO_DATA }]).map((object) => readData(place, object))

const dataUnder = (place: Place, label: string): readonly ObjectHandle[] =>
  findObjects(place, [
    { type: CKA_CLASS, value: CKO_DATA },
    { type: CKA_LABEL, value: labelBytes(label) },
  ])

type Readers = 'holder' | 'anybody'

/**
 * Writes data under a label. It creates the new object before it removes the old one, so pulling the key out leaves
 * one of them.
 */
export const writeData = (
  place: Place,
  label: string,
  value: Uint8Array,
  readers: Readers = 'holder',
): void => {
  const before = dataUnder(place, label)
  place.p11.C_CreateObject(place.session, [
    { type: CKA_CLASS, value: CKO_DATA },
    { type: CKA_TOKEN, value: true },
    { type: CKA_PRIVATE, value: readers === 'holder' },
    { type: CKA_LABEL, value: labelBytes(label) },
    { type: CKA_APPLICATION, value: Buffer.from('cert-assistant') },
    { type: CKA_VALUE, value: Buffer.from(value) },
  ])
  destroyAll(place, before)
}

/** Removes the data under a label. It is no error if nothing is there. */
export const removeData = (place: Place, label: string): void => destroyAll(place, dataUnder(place, label))

const sealValueOf = (place: Place, object: ObjectHandle): Uint8Array | null => {
  try {
    return sealValue(readAttributes(place, object, [CKA_VALUE])[0])
  } catch (error) {
    if (resultOf(error) === null || isGone(error)) throw error
    return null
  }
}

const readSeal = (place: Place, object: ObjectHandle): readonly StoredSeal[] => {
  const [bytes] = readAttributes(place, object, [CKA_LABEL])
  const label = bytes == null ? '' : textOf(bytes)
  return isSealLabel(label) ? [{ label, value: sealValueOf(place, object) }] : []
}

/** The seals that can be seen now. A library that does not list data objects shows none; its keys are still shown. */
export const readSeals = (place: Place): readonly StoredSeal[] => {
  try {
    const objects = findObjects(place, [{ type: CKA_CLASS, value: CKO_DATA }])
    return shownSeals(readEach(objects, (object) => readSeal(place, object)))
  } catch (error) {
    if (resultOf(error) === null || isGone(error)) throw error
    return []
  }
}
