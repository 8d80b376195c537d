import {
  documentKind,
  prepareOfd,
  preparePdf,
  type StampPlace,
  verifyDocument,
} from '../../src/documents/index.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { isAssistantError } from '../../src/shared/errors/index.ts'
import { signer } from '../forgeries/parties.ts'
import { drawnSeal, signedAt } from '../forgeries/signed-here.ts'
import { trust } from '../forgeries/trust.ts'

const request = {
  certificate: parseCertificate(signer.certificate),
  seal: drawnSeal(),
  time: signedAt,
  trust,
  overRefused: true,
}
export const placesFor: readonly (readonly StampPlace[])[] = [
  [],
  [{ kind: 'page', page: 1, left: 10, top: 10 }],
  [{ kind: 'across-edges', top: 10 }],
]

/** Faults of the product, not of the file. */
const ownFaults: ReadonlySet<string> = new Set(['signing-result-refused', 'signing-value-wrong'])

/**
 * Signs the file, or is refused in the words of the catalogue. Whatever was signed is valid, or undecided for the
 * file's own sake.
 */
export const signed = (bytes: Buffer, places: readonly StampPlace[]): string => {
  const prepare = documentKind(bytes) === 'pdf' ? preparePdf : prepareOfd
  try {
    const { toBeSigned, finish } = prepare(bytes, { ...request, places })
    const last = verifyDocument(finish(signer.key.sign(toBeSigned)), trust).signatures.at(-1)
    if (last?.outcome !== 'valid') throw new Error(`what was signed is ${last?.outcome}`)
    return 'signed'
  } catch (error) {
    if (!isAssistantError(error) || ownFaults.has(error.code)) throw error
    return 'not signed'
  }
}
