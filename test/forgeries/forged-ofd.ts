import type { ReasonCode } from '../../src/shared/documents/reasons.ts'
import { signedMessage, timeStamp } from './cms-maker.ts'
import {
  documentXml,
  edit,
  type Files,
  listXml,
  ofd,
  ofdXml,
  pageXml,
  plainFiles,
  signFiles,
} from './ofd-maker.ts'
import {
  digest,
  early,
  ecSigner,
  encryption,
  expired,
  fake,
  lapsed,
  machine,
  maker,
  notAnAuthority,
  other,
  signer,
  stranger,
  strangeStampMaker,
} from './parties.ts'
import { flipped, type SealSignaturePlan, seal, sealSignature } from './seal-maker.ts'
import { zip } from './zip-maker.ts'

export type Forged = readonly [name: string, make: () => Buffer, reason: ReasonCode]

const page = 'Doc_0/Pages/Page_0/Content.xml'
const described = 'Doc_0/Signs/Sign_0/Signature.xml'
const value = 'Doc_0/Signs/Sign_0/SignedValue.dat'
const list = 'Doc_0/Signs/Signatures.xml'
const empty = Buffer.alloc(0)

const after = (change: (files: Files) => void) => () => ofd({ after: change })
const by = (signature: SealSignaturePlan) => () => ofd({ signatures: [{ signature }] })
const at = (files: Files, name: string): Buffer => files.get(name) ?? empty

const changeValue = (files: Files, change: (value: Buffer) => Buffer): void => {
  files.set(value, change(at(files, value)))
}

/** A signed document whose Document.xml names annotations that are not among the protected files. */
const withAnnotations = (protect: (name: string) => boolean): Buffer => {
  const files = plainFiles(1, '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>')
  const space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
  files.set(
    'Doc_0/Annots/Annotations.xml',
    Buffer.from(
      `<ofd:Annotations ${space}><ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
    ),
  )
  files.set('Doc_0/Annots/Page_0/Annotation.xml', Buffer.from(`<ofd:PageAnnot ${space}/>`))
  return ofd({
    files,
    signatures: [{ protect: (name) => !name.endsWith('Signatures.xml') && protect(name) }],
  })
}

/** A second document that nobody signed, beside the signed one. */
const withSecondDocument = (): Buffer => {
  const files = plainFiles()
  files.set('OFD.xml', ofdXml('<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>'))
  files.set('Doc_1/Document.xml', documentXml(0))
  return ofd({ files })
}

/** Another document under the same list of signatures: OFD.xml is not protected, as with many invoices. */
const withOtherRoot = (): Buffer => {
  const open = (name: string) => name !== 'OFD.xml' && !name.endsWith('Signatures.xml')
  return ofd({
    signatures: [{ protect: open }],
    after: (files) => {
      files.set(
        'OFD.xml',
        Buffer.from(ofdXml().toString().replace('Doc_0/Document.xml', 'Doc_1/Document.xml')),
      )
      files.set('Doc_1/Document.xml', documentXml(1))
      files.set('Doc_1/Pages/Page_0/Content.xml', pageXml('金额 900 元'))
    },
  })
}

const signedBy = (plan: Parameters<typeof signedMessage>[0]) => () =>
  ofd({
    signatures: [
      {
        signedValue: (xml) =>
          signedMessage({ ...plan, content: plan.content.length > 0 ? plan.content : xml }),
      },
    ],
  })

export const forgedOfd: readonly Forged[] = [
  ['an amount is changed', after(edit(page, '100', '900')), 'digest-differs'],
  [
    'a picture is changed',
    after((files) => files.set('Doc_0/Res/logo.png', Buffer.from('another'))),
    'digest-differs',
  ],
  [
    'a page is added to the protected Document.xml',
    after((files) => files.set('Doc_0/Document.xml', documentXml(2))),
    'digest-differs',
  ],
  ['a page is removed', after((files) => files.delete(page)), 'file-missing'],
  [
    'a page is added where Document.xml is not protected',
    () =>
      ofd({
        signatures: [
          { protect: (name) => name !== 'Doc_0/Document.xml' && !name.endsWith('Signatures.xml') },
        ],
        after: (files) => {
          files.set('Doc_0/Document.xml', documentXml(2))
          files.set('Doc_0/Pages/Page_1/Content.xml', pageXml('金额 900 元'))
        },
      }),
    'partly-covered',
  ],
  [
    'only the frame is protected',
    () => ofd({ signatures: [{ protect: (name) => name === 'OFD.xml' }] }),
    'covers-nothing',
  ],
  ['nothing is protected', () => ofd({ signatures: [{ protect: () => false }] }), 'covers-nothing'],
  [
    'a picture is left open',
    () =>
      ofd({
        signatures: [{ protect: (name) => !name.endsWith('.png') && !name.endsWith('Signatures.xml') }],
      }),
    'partly-covered',
  ],
  [
    'annotations are left open',
    () => withAnnotations((name) => !name.includes('Annots')),
    'annotations-open',
  ],
  ['another document hangs under the signatures', withOtherRoot, 'covers-nothing'],
  ['an unsigned document stands beside the signed one', withSecondDocument, 'document-unsigned'],
  ['the stamp is moved', after(edit(described, '50 50 40 40', '90 90 40 40')), 'description-changed'],
  [
    'the stamp is put on another page',
    after(edit(described, 'PageRef="100"', 'PageRef="101"')),
    'description-changed',
  ],
  [
    'a digest is replaced with that of a changed page',
    after((files) => {
      const before = digest('sm3', at(files, page)).toString('base64')
      edit(page, '100', '900')(files)
      edit(described, before, digest('sm3', at(files, page)).toString('base64'))(files)
    }),
    'description-changed',
  ],
  [
    'a reference is taken out',
    after((files) => {
      const text = at(files, described).toString()
      files.set(
        described,
        Buffer.from(text.replace(/<ofd:Reference FileRef="\/Doc_0\/Pages.*?<\/ofd:Reference>/, '')),
      )
    }),
    'description-changed',
  ],
  ['the digest is MD5', () => ofd({ signatures: [{ method: 'MD5' }] }), 'refused-digest'],
  [
    'no digest is named, which means MD5',
    () => ofd({ signatures: [{ xml: (text) => text.replace(' CheckMethod="SM3"', '') }] }),
    'refused-digest',
  ],
  ['the digest is SHA-1', () => ofd({ signatures: [{ method: 'SHA1' }] }), 'weak-digest'],
  [
    'the digest has the number of HMAC-SM3',
    () =>
      ofd({
        signatures: [
          { xml: (text) => text.replace('CheckMethod="SM3"', 'CheckMethod="1.2.156.10197.1.401.2"') },
        ],
      }),
    'unknown-digest',
  ],
  ['a bit of the signature is turned', by({ value: flipped }), 'signature-wrong'],
  [
    'the signature is r and s of another document',
    by({ value: () => signer.key.sign(Buffer.from('another')) }),
    'signature-wrong',
  ],
  ['r and s are zero', by({ value: () => Buffer.from('3006020100020100', 'hex') }), 'signature-wrong'],
  ['the algorithm is changed to RSA', by({ algorithm: '1.2.840.113549.1.1.11' }), 'signature-wrong'],
  ['the algorithm is one that nobody knows', by({ algorithm: '1.2.3.4.5' }), 'unsupported-algorithm'],
  [
    'the data digest is that of another file',
    by({ dataHash: digest('sm3', Buffer.from('another')) }),
    'description-changed',
  ],
  ['the data digest is cut short', by({ dataHash: Buffer.alloc(1) }), 'description-changed'],
  ['bytes follow the signature', by({ trailing: Buffer.alloc(3) }), 'trailing-bytes'],
  ['the signature is taken out', after((files) => files.delete(value)), 'signature-unreadable'],
  ['the signature is empty', after((files) => files.set(value, empty)), 'signature-unreadable'],
  [
    'the signature is r and s alone',
    after((files) => changeValue(files, () => signer.key.sign(at(files, described)))),
    'no-signer-certificate',
  ],
  [
    'the seal in the signature is swapped after signing',
    by({ sealAfter: seal({ name: '他人公章' }) }),
    'signature-wrong',
  ],
  [
    'the seal has another name than its maker signed',
    () => ofd({ signatures: [{ sealPlan: { nameAfter: '另一公章' } }] }),
    'seal-signature-wrong',
  ],
  [
    'the seal of 2014 has another name than its maker signed',
    () => ofd({ signatures: [{ version: 1, sealPlan: { version: 1, nameAfter: '另一公章' } }] }),
    'seal-signature-wrong',
  ],
  [
    'the seal’s signature is turned',
    () => ofd({ signatures: [{ sealPlan: { value: flipped } }] }),
    'seal-signature-wrong',
  ],
  [
    'the seal shows another maker',
    () => ofd({ signatures: [{ sealPlan: { by: other, shownMaker: maker } }] }),
    'seal-signature-wrong',
  ],
  [
    'the seal file is another seal',
    () => ofd({ signatures: [{ sealFile: seal({ name: '他人公章' }) }] }),
    'seal-file-differs',
  ],
  [
    'the seal file is gone',
    after((files) => files.delete('Doc_0/Signs/Sign_0/Seal.esl')),
    'seal-file-missing',
  ],
  ['the signer is not in the seal', by({ by: other }), 'signer-not-in-seal'],
  [
    'the signer is not among the digests in the seal',
    () => ofd({ signatures: [{ sealPlan: { byDigest: true, users: [other] } }] }),
    'signer-not-in-seal',
  ],
  ['the certificate shown is not that of the key', by({ by: other, shown: signer }), 'signature-wrong'],
  ['the seal had expired', () => ofd({ signatures: [{ sealPlan: { to: '2025-06-01' } }] }), 'seal-expired'],
  [
    'the seal was not yet valid',
    () => ofd({ signatures: [{ sealPlan: { from: '2026-06-01' } }] }),
    'seal-not-yet-valid',
  ],
  [
    'the seal was made by its user',
    () => ofd({ signatures: [{ sealPlan: { by: signer } }] }),
    'seal-made-by-its-user',
  ],
  [
    'the seal was made by a stranger',
    () => ofd({ signatures: [{ sealPlan: { by: stranger } }] }),
    'seal-maker-untrusted',
  ],
  [
    'the seal’s maker had expired',
    () => ofd({ signatures: [{ sealPlan: { by: expired } }] }),
    'seal-maker-wrong',
  ],
  [
    'the signer comes from a strange root',
    () => ofd({ signatures: [{ sealPlan: { users: [stranger] }, signature: { by: stranger } }] }),
    'unknown-root',
  ],
  [
    'the signer’s certificate names an authority that did not sign it',
    () => ofd({ signatures: [{ sealPlan: { users: [fake] }, signature: { by: fake } }] }),
    'chain-wrong',
  ],
  [
    'the signer was certified by a holder',
    () => ofd({ signatures: [{ sealPlan: { users: [notAnAuthority] }, signature: { by: notAnAuthority } }] }),
    'unknown-root',
  ],
  [
    'the signer’s certificate is for encryption',
    () => ofd({ signatures: [{ sealPlan: { users: [encryption] }, signature: { by: encryption } }] }),
    'signer-not-for-signing',
  ],
  [
    'the signer’s certificate is that of a server',
    () => ofd({ signatures: [{ sealPlan: { users: [machine] }, signature: { by: machine } }] }),
    'signer-not-for-signing',
  ],
  [
    'the signer had expired',
    () => ofd({ signatures: [{ sealPlan: { users: [expired] }, signature: { by: expired } }] }),
    'signer-expired',
  ],
  [
    'the signer was not yet valid',
    () => ofd({ signatures: [{ sealPlan: { users: [early] }, signature: { by: early } }] }),
    'signer-not-yet-valid',
  ],
  [
    'an expired signer writes an old date',
    () => ofd({ signatures: [{ sealPlan: { users: [lapsed] }, signature: { by: lapsed } }] }),
    'expired-since',
  ],
  ['the date lies in the future', by({ time: '2027-06-01T00:00:00Z' }), 'signed-in-future'],
  [
    'the time stamp is of another signature',
    by({ stamp: () => timeStamp(Buffer.from('another'), { by: strangeStampMaker }) }),
    'time-stamp-wrong',
  ],
  [
    'the time stamp comes from a strange root',
    by({ stamp: (signature) => timeStamp(signature, { by: strangeStampMaker }) }),
    'time-stamp-untrusted',
  ],
  [
    'the time stamp was made by a holder',
    by({ stamp: (signature) => timeStamp(signature, { by: other }) }),
    'time-stamp-wrong',
  ],
  [
    'the time stamp is turned',
    by({ stamp: (signature) => timeStamp(signature, { by: strangeStampMaker, value: flipped }) }),
    'time-stamp-wrong',
  ],
  [
    'the message signs another digest',
    signedBy({ content: digest('sm3', Buffer.from('another')) }),
    'description-changed',
  ],
  [
    'the message signs its own content',
    signedBy({ content: Buffer.from('something else') }),
    'description-changed',
  ],
  [
    'the message’s attributes state another digest',
    signedBy({ content: empty, detached: true, signers: [{ attributeDigest: Buffer.alloc(32) }] }),
    'digest-differs',
  ],
  [
    'the message has an ECDSA signer under a strange root',
    () =>
      ofd({
        signatures: [
          {
            signedValue: (xml) =>
              signedMessage({ content: xml, detached: true, signers: [{ by: stranger }] }),
          },
        ],
      }),
    'unknown-root',
  ],
  [
    'the message has no certificate',
    () =>
      ofd({
        signatures: [
          { signedValue: (xml) => signedMessage({ content: xml, detached: true, certificates: [] }) },
        ],
      }),
    'no-signer-certificate',
  ],
  [
    'the message names a wrong algorithm for its key',
    () =>
      ofd({
        signatures: [
          {
            signedValue: (xml) =>
              signedMessage({
                content: xml,
                detached: true,
                signers: [{ by: ecSigner, hash: 'sha256', algorithm: '1.2.840.113549.1.1.11' }],
              }),
          },
        ],
      }),
    'unsupported-algorithm',
  ],
  [
    'a later signature is added over a locked list',
    () => {
      const files = signFiles(plainFiles(), [{}, { protect: () => true }])
      files.set(
        list,
        listXml(
          [1, 3, 5].map((id, i) => ({
            id: String(id),
            relative: undefined,
            loc: `/Doc_0/Signs/Sign_${Math.min(i, 1)}/Signature.xml`,
          })),
          6,
        ),
      )
      return zip([...files].map(([name, data]) => ({ name, data })))
    },
    'digest-differs',
  ],
  [
    'the signature builds on one that is gone',
    () => ofd({ signatures: [{ relative: '77' }] }),
    'relative-missing',
  ],
  ['the signature builds on itself', () => ofd({ signatures: [{ relative: '1' }] }), 'relative-missing'],
  [
    'the signature builds on a broken one',
    () => ofd({ signatures: [{ signature: { value: flipped } }, { relative: '1' }] }),
    'relative-invalid',
  ],
  [
    'the list names a signature that is not there',
    after((files) => files.delete(described)),
    'signature-unreadable',
  ],
  [
    'the description stands twice',
    () =>
      ofd({
        signatures: [
          { xml: (text) => text.replace('</ofd:Signature>', '<ofd:SignedInfo/></ofd:Signature>') },
        ],
      }),
    'readers-disagree',
  ],
  [
    'the description has a DTD',
    () =>
      ofd({
        signatures: [
          { xml: (text) => text.replace('<ofd:Signature ', '<!DOCTYPE x [<!ENTITY a "b">]><ofd:Signature ') },
        ],
      }),
    'signature-unreadable',
  ],
  [
    'a path leads out of the package',
    () =>
      ofd({
        signatures: [
          { xml: (text) => text.replace('/Doc_0/Signs/Sign_0/SignedValue.dat', '../../../../etc/passwd') },
        ],
      }),
    'unsafe-name',
  ],
  [
    'a file stands twice in the package',
    () => ofd({ entries: (entries) => [...entries, { name: page, data: pageXml('金额 900 元') }] }),
    'duplicate-names',
  ],
  [
    'a file stands twice under two ways of writing',
    () => ofd({ entries: (entries) => [...entries, { name: `/${page}`, data: pageXml('金额 900 元') }] }),
    'duplicate-names',
  ],
  [
    'two names differ only in case',
    () =>
      ofd({ entries: (entries) => [...entries, { name: page.toLowerCase(), data: pageXml('金额 900 元') }] }),
    'names-by-case',
  ],
  [
    'a name leads out of the package',
    () => ofd({ entries: (entries) => [...entries, { name: '../evil', data: empty }] }),
    'unsafe-name',
  ],
  [
    'a local header has another name',
    () =>
      ofd({
        entries: (entries) =>
          entries.map((entry) =>
            entry.name === page ? { ...entry, localName: page.replace('Content', 'Contens') } : entry,
          ),
      }),
    'readers-disagree',
  ],
  [
    'a second page hides between the files',
    () =>
      ofd({
        entries: (entries) =>
          [{ name: 'OFD.xml', data: ofdXml() }].flatMap(() => [
            ...entries.slice(0, 2),
            { name: page, data: pageXml('金额 900 元'), hidden: true },
            ...entries.slice(2),
          ]),
      }),
    'readers-disagree',
  ],
  [
    'a size is a lie',
    () =>
      ofd({
        deflate: true,
        entries: (entries) => entries.map((entry) => (entry.name === page ? { ...entry, size: 10 } : entry)),
      }),
    'damaged',
  ],
  [
    'a file grows to what nobody can hold',
    () =>
      ofd({
        entries: (entries) => [
          ...entries,
          { name: 'bomb', data: Buffer.alloc(1000), deflate: true, size: 3_000_000_000 },
        ],
      }),
    'limits-exceeded',
  ],
  [
    'a message stands where a seal’s signature was',
    () => ofd({ after: (files) => files.set(value, signedMessage({ content: Buffer.from('another') })) }),
    'description-changed',
  ],
  [
    'the seal’s signature is of another document',
    () => ofd({ after: (files) => files.set(value, sealSignature(Buffer.from('another'))) }),
    'description-changed',
  ],
  [
    'a page stands where readers that begin at the root would find it',
    after((files) => files.set('Pages/Page_0/Content.xml', pageXml('金额 900 元'))),
    'partly-covered',
  ],
  [
    'another package stands in front',
    () => Buffer.concat([ofd({ files: plainFiles(2) }), ofd()]),
    'readers-disagree',
  ],
  [
    'the list of another package stands between the files',
    () =>
      ofd({
        entries: (entries) => [
          ...entries,
          {
            name: 'x',
            data: zip([{ name: page, data: pageXml('金额 900 元') }]).subarray(-150),
            hidden: true,
          },
        ],
      }),
    'readers-disagree',
  ],
]
