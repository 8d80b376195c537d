import { type SignerPlan, signedMessage, timeStamp } from './cms-maker.ts'
import { type Bytes, octets, oid, seq, set } from './der.ts'
import type { Forged } from './forged-ofd.ts'
import {
  digest,
  encryption,
  expired,
  fake,
  machine,
  other,
  rsaSigner,
  signer,
  stranger,
  strangeStampMaker,
} from './parties.ts'
import { flipped } from './seal-maker.ts'

const content = Buffer.from('示例正文')
const by =
  (...signers: readonly SignerPlan[]) =>
  () =>
    signedMessage({ content, signers })
const attribute = (number: string, value: Buffer): Buffer => seq(oid(number), set(value))

/** The attributes of an honest message, passed off as the content of one without attributes. */
const attributesAsContent = (): Buffer => {
  const inner: Bytes = set(
    attribute('1.2.840.113549.1.9.3', oid('1.2.156.10197.6.1.4.2.1')),
    attribute('1.2.840.113549.1.9.4', octets(digest('sm3', content))),
  )
  return signedMessage({ content: inner, signers: [{ attributes: false }] })
}

const withoutDigest = (list: readonly Buffer[]): readonly Buffer[] => list.filter((_, i) => i !== 1)

export const forgedCms: readonly Forged[] = [
  [
    'the content is exchanged',
    () => signedMessage({ content, inside: Buffer.from('another') }),
    'digest-differs',
  ],
  [
    'the content without attributes is exchanged',
    () => signedMessage({ content, inside: Buffer.from('another'), signers: [{ attributes: false }] }),
    'signature-wrong',
  ],
  ['the content is gone', () => signedMessage({ content, detached: true }), 'content-missing'],
  ['the signature is turned', by({ value: flipped }), 'signature-wrong'],
  ['the signature of a second signer is turned', by({}, { by: other, value: flipped }), 'signature-wrong'],
  ['the digest among the attributes is another', by({ attributeDigest: Buffer.alloc(32) }), 'digest-differs'],
  [
    'the kind of content among the attributes is another',
    by({ attributeType: '1.2.840.113549.1.7.1' }),
    'digest-differs',
  ],
  ['the attributes are taken off', by({ attributesAfter: () => [] }), 'signature-wrong'],
  ['the digest is taken out of the attributes', by({ attributesAfter: withoutDigest }), 'digest-differs'],
  [
    'the time is taken out of the attributes',
    by({ attributesAfter: (list) => list.slice(0, 2) }),
    'signature-wrong',
  ],
  ['attributes of another message stand as the content', attributesAsContent, 'signature-wrong'],
  ['there is no certificate', () => signedMessage({ content, certificates: [] }), 'no-signer-certificate'],
  [
    'the certificate is another’s',
    () => signedMessage({ content, signers: [{ by: other, named: signer }], certificates: [signer] }),
    'signature-wrong',
  ],
  ['the digest is MD5', by({ by: rsaSigner, hash: 'md5' }), 'refused-digest'],
  ['the digest is SHA-1', by({ by: rsaSigner, hash: 'sha1' }), 'weak-digest'],
  ['the digest is renamed to SHA-256', by({ hashNumber: '2.16.840.1.101.3.4.2.1' }), 'unsupported-algorithm'],
  ['the signer’s certificate is for encryption', by({ by: encryption }), 'signer-not-for-signing'],
  ['the signer’s certificate is that of a server', by({ by: machine }), 'signer-not-for-signing'],
  ['the signer had expired', by({ by: expired }), 'signer-expired'],
  ['an expired signer gives no time', by({ by: expired, time: null }), 'expired-since'],
  ['the signer is a stranger', by({ by: stranger }), 'unknown-root'],
  ['the certificate was signed by somebody else than it says', by({ by: fake }), 'chain-wrong'],
  [
    'the time stamp comes from a strange root',
    by({ stamp: (value) => timeStamp(value, { by: strangeStampMaker }) }),
    'time-stamp-untrusted',
  ],
  [
    'a time stamp comes along that is of another signature',
    by({ stamp: () => timeStamp(content, { by: strangeStampMaker }) }),
    'time-stamp-wrong',
  ],
  [
    'bytes follow the message',
    () => Buffer.concat([signedMessage({ content }), Buffer.from('x')]),
    'not-a-document',
  ],
  ['the message is cut off', () => signedMessage({ content }).subarray(0, -1), 'not-a-document'],
]
