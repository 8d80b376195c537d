import { join } from 'node:path'
import { DerReader } from '../../pki/der/index.ts'
import { OID } from '../../pki/oids.ts'
import { toPem } from '../../pki/pem.ts'
import {
  type Certificate,
  type Extension,
  listExtensions,
  parseCrl,
  verifyCrl,
} from '../../pki/x509/index.ts'
import { readText, writeSecretly } from '../own-file.ts'
import type { Crl } from '../records.ts'
import { holdingFile } from '../store/sqlite/folder-lock.ts'

// The last list that was given out is stored beside the keys, outside the database. So what was publicly revoked is
// still known if the database is lost or replaced by an older copy.

export function publishedListFile(dataDir: string): string {
  return join(dataDir, 'ca', 'issuing.crl')
}

export function keepPublishedList(file: string, der: Uint8Array): void {
  writeSecretly(file, toPem('X509 CRL', der))
}

/** The same where several processes give lists out: the newest of them stays. */
export function keepNewestList(file: string, der: Uint8Array): void {
  holdingFile(`${file}.lock`, () => {
    const there = readText(file)
    if (there === null || numberOf(listExtensions(there)) < numberOf(listExtensions(der)))
      keepPublishedList(file, der)
  })
}

/** null if none was ever stored. A file that is no list of this issuer is an error. */
export function readPublishedList(file: string, issuer: Certificate): Crl | null {
  const text = readText(file)
  return text === null ? null : publishedList(text, issuer)
}

function publishedList(text: string, issuer: Certificate): Crl {
  const list = parseCrl(text)
  if (!verifyCrl(list, issuer)) throw new Error('it is not signed by this authority')
  const { raw: der, thisUpdate, nextUpdate, revoked } = list
  return {
    issuer: 'issuing',
    number: numberOf(list.extensions),
    der,
    thisUpdate: thisUpdate.getTime(),
    nextUpdate: (nextUpdate ?? thisUpdate).getTime(),
    entries: revoked.size,
    changes: -1,
  }
}

/** RFC 5280 5.2.3: every list has a number. */
function numberOf(extensions: readonly Extension[]): number {
  const found = extensions.find(({ oid }) => oid === OID.crlNumber)
  if (found === undefined) throw new Error('it has no number')
  const number = DerReader.of(found.value, 'CRLNumber', 24).only((reader) => reader.unsigned())
  return number.reduce((sum, byte) => sum * 256 + byte, 0)
}
