import { sealedMessage, signedMessage, timeStamp } from './cms-maker.ts'
import { ofd, plainFiles } from './ofd-maker.ts'
import { digest, ecSigner, other, rsaSigner, signer, stampMaker } from './parties.ts'
import { signedAgain, signedPdf, updated } from './pdf-maker.ts'
import { sealSignature } from './seal-maker.ts'

export type Made = readonly [name: string, make: () => Buffer]

const content = Buffer.from('示例正文')
const stampOf = (signature: Buffer): Buffer => timeStamp(signature, { by: stampMaker })

/** What the makers make when nobody forges: each is valid, so a forgery fails for its fault alone. */
export const honest: readonly Made[] = [
  ['OFD with a seal of 2014', () => ofd({ signatures: [{ version: 1 }] })],
  ['OFD with a seal of 2020', () => ofd()],
  ['OFD with a seal of 2025', () => ofd({ signatures: [{ version: 5 }] })],
  ['OFD that is deflated', () => ofd({ deflate: true })],
  [
    'OFD of several pages with SHA-256',
    () => ofd({ files: plainFiles(3), signatures: [{ method: 'SHA-256' }] }),
  ],
  ['OFD with two seals', () => ofd({ signatures: [{}, {}] })],
  ['OFD with a time stamp', () => ofd({ signatures: [{ signature: { stamp: stampOf } }] })],
  ['OFD whose seal lists digests', () => ofd({ signatures: [{ sealPlan: { byDigest: true } }] })],
  [
    'OFD signed by a message over the digest',
    () =>
      ofd({
        signatures: [
          {
            signedValue: (xml) =>
              signedMessage({ content: digest('sm3', xml), signers: [{ attributes: false }] }),
          },
        ],
      }),
  ],
  [
    'OFD signed by a message with attributes',
    () => ofd({ signatures: [{ signedValue: (xml) => signedMessage({ content: xml, detached: true }) }] }),
  ],
  ['PDF with SM2', () => signedPdf()],
  ['PDF with SM2 and the numbers of PKCS#7', () => signedPdf({ message: { numbers: 'rfc' } })],
  ['PDF with SM2 without attributes', () => signedPdf({ message: { signers: [{ attributes: false }] } })],
  [
    'PDF with RSA',
    () => signedPdf({ message: { numbers: 'rfc', signers: [{ by: rsaSigner, hash: 'sha256' }] } }),
  ],
  [
    'PDF with ECDSA',
    () => signedPdf({ message: { numbers: 'rfc', signers: [{ by: ecSigner, hash: 'sha256' }] } }),
  ],
  [
    'PDF with RSA without attributes',
    () =>
      signedPdf({
        message: { numbers: 'rfc', signers: [{ by: rsaSigner, hash: 'sha256', attributes: false }] },
      }),
  ],
  ['PDF with a seal', () => signedPdf({ value: (data) => sealSignature(data) })],
  ['PDF with a time stamp', () => signedPdf({ message: { signers: [{ stamp: stampOf }] } })],
  ['PDF signed twice', () => signedAgain(signedPdf(), { message: { signers: [{ by: other }] } })],
  [
    'PDF with a time stamp over the document',
    () =>
      signedAgain(signedPdf(), {
        subFilter: 'ETSI.RFC3161',
        value: (data) => timeStamp(data, { by: stampMaker }),
      }),
  ],
  [
    'PDF with data for verification behind it',
    () =>
      updated(signedPdf(), {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R]>>/DSS<</Certs[]>>>>',
      }),
  ],
  ['message', () => signedMessage({ content })],
  ['message without attributes', () => signedMessage({ content, signers: [{ attributes: false }] })],
  ['message of two signers', () => signedMessage({ content, signers: [{}, { by: other }] })],
  [
    'message with RSA and a time stamp',
    () =>
      signedMessage({
        content,
        numbers: 'rfc',
        signers: [{ by: rsaSigner, hash: 'sha256', stamp: stampOf }],
      }),
  ],
]

/** A message that nobody here can open. */
export const unopened = (): Buffer => sealedMessage(signer)
