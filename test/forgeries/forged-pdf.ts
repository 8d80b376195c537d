import { signedMessage, timeStamp } from './cms-maker.ts'
import type { Forged } from './forged-ofd.ts'
import {
  ecSigner,
  encryption,
  expired,
  fake,
  lapsed,
  other,
  rsaSigner,
  signer,
  stampMaker,
  stranger,
  strangeStampMaker,
} from './parties.ts'
import {
  contents,
  type Objects,
  plainObjects,
  replaced,
  signedAgain,
  signedPdf,
  unsignedPdf,
  updated,
} from './pdf-maker.ts'
import { flipped, seal, sealSignature } from './seal-maker.ts'

const certified = (level: number) =>
  `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P ${level}/V/1.2>>>>]`
const references = (level: number) => certified(level).slice('/Reference'.length)
const locked = '/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Action/All/V/1.2>>>>]'

const base = plainObjects()
const field = (value: string) =>
  `<</Type/Annot/Subtype/Widget/FT/Tx/T(Amount)/Rect[10 10 90 30]/P 3 0 R/V(${value})>>`
const withField: Objects = {
  ...plainObjects('[5 0 R 8 0 R]', '[5 0 R 8 0 R]'),
  8: field('100'),
}
const note = '<</Type/Annot/Subtype/FreeText/Rect[0 0 300 200]/Contents(900)>>'
const withNote = (pdf: Buffer): Buffer =>
  updated(pdf, { 3: plainObjects('', '[5 0 R 9 0 R]')[3] ?? '', 9: note })

/** Hides the real page under another that only waits for a reference to be turned (shadow attack, hide). */
const withShadow: Objects = { ...base, 12: contents('Amount 900') }
const catalog = (entries: string) =>
  `<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R]>>${entries}>>`
const withSecondPages: Objects = {
  ...base,
  13: '<</Type/Catalog/Pages 14 0 R/AcroForm<</SigFlags 3/Fields[5 0 R]>>>>',
  14: '<</Type/Pages/Kids[15 0 R]/Count 1>>',
  15: (base[3] ?? '')
    .replace('/Parent 2 0 R', '/Parent 14 0 R')
    .replace('/Contents 4 0 R', '/Contents 12 0 R'),
  12: contents('Amount 900'),
}
const message = (plan: Parameters<typeof signedMessage>[0]['signers']) =>
  signedPdf({ message: { ...(plan && { signers: plan }) } })

export const forgedPdf: readonly Forged[] = [
  [
    'a letter of the page is changed',
    () => replaced(signedPdf(), 'Amount 100', 'Amount 900'),
    'digest-differs',
  ],
  [
    'the page is replaced by an update',
    () => updated(signedPdf(), { 4: contents('Amount 900') }),
    'changed-after',
  ],
  [
    'a page is added by an update',
    () => updated(signedPdf(), { 2: '<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>', 9: base[3] ?? '' }),
    'changed-after',
  ],
  [
    'the page is removed by an update',
    () => updated(signedPdf(), { 2: '<</Type/Pages/Kids[]/Count 0>>' }),
    'changed-after',
  ],
  [
    'the size of the page is changed',
    () => updated(signedPdf(), { 3: (base[3] ?? '').replace('300 200', '150 200') }),
    'changed-after',
  ],
  [
    'a font is replaced',
    () => updated(signedPdf(), { 3: (base[3] ?? '').replace('Helvetica', 'ZapfDingbats') }),
    'changed-after',
  ],
  [
    'hide: an update turns the page to what waited',
    () =>
      updated(signedPdf({}, withShadow), {
        3: (base[3] ?? '').replace('/Contents 4 0 R', '/Contents 12 0 R'),
      }),
    'changed-after',
  ],
  [
    'hide and replace: an update turns the root to what waited',
    () => updated(signedPdf({}, withSecondPages), {}, '/Size 20/Root 13 0 R'),
    'changed-after',
  ],
  [
    'replace: a field gets another appearance',
    () =>
      updated(signedPdf({}, withField), {
        8: `${field('100').slice(0, -2)}/AP<</N 9 0 R>>>>`,
        9: `<</Type/XObject/Subtype/Form/BBox[0 0 80 20]/Length 3>>stream\n900\nendstream`,
      }),
    'filled-after',
  ],
  [
    'a field is filled in after a signature that says nothing',
    () => updated(signedPdf({}, withField), { 8: field('900') }),
    'filled-after',
  ],
  [
    'a field is filled in after a signature that forbids it',
    () => updated(signedPdf({ more: certified(1) }, withField), { 8: field('900') }),
    'forbidden-after',
  ],
  [
    'a locked field is filled in',
    () => updated(signedPdf({ more: locked }, withField), { 8: field('900') }),
    'forbidden-after',
  ],
  [
    'the name of a field is changed',
    () => updated(signedPdf({}, withField), { 8: field('100').replace('Amount', 'Refund') }),
    'changed-after',
  ],
  [
    'a field is removed',
    () => updated(signedPdf({}, withField), { 1: base[1] ?? '', 3: base[3] ?? '' }),
    'changed-after',
  ],
  [
    'a field of another kind is put in the place of one',
    () => updated(signedPdf({}, withField), { 8: field('100').replace('/Tx', '/Btn') }),
    'changed-after',
  ],
  ['a note covers the page', () => withNote(signedPdf()), 'annotated-after'],
  [
    'a note covers the page that only permits filling in',
    () => withNote(signedPdf({ more: certified(2) })),
    'forbidden-after',
  ],
  [
    'a note covers the page that permits notes',
    () => withNote(signedPdf({ more: certified(3) })),
    'annotated-after',
  ],
  [
    'an empty field for a signature covers the page',
    () =>
      updated(signedPdf(), {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R 9 0 R]>>>>',
        3: plainObjects('', '[5 0 R 9 0 R]')[3] ?? '',
        9: '<</Type/Annot/Subtype/Widget/FT/Sig/T(S2)/Rect[0 0 300 200]/P 3 0 R>>',
      }),
    'annotated-after',
  ],
  [
    'the appearance of the signature itself is changed',
    () =>
      updated(signedPdf(), {
        5: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 300 200]/P 3 0 R/F 132/V 6 0 R>>',
      }),
    'changed-after',
  ],
  [
    'an action is added that runs at opening',
    () => updated(signedPdf(), { 1: catalog('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>') }),
    'changed-after',
  ],
  [
    'layers are added',
    () => updated(signedPdf(), { 1: catalog('/OCProperties<</OCGs[]>>') }),
    'changed-after',
  ],
  [
    'what is read aloud is changed',
    () => updated(signedPdf(), { 1: catalog('/StructTreeRoot<</Type/StructTreeRoot>>') }),
    'structure-after',
  ],
  [
    'a second signature is added where nothing is permitted',
    () => signedAgain(signedPdf({ more: certified(1) })),
    'forbidden-after',
  ],
  [
    'the page is replaced together with a second signature',
    () => signedAgain(signedPdf(), {}, { 4: contents('Amount 900') }),
    'changed-after',
  ],
  [
    'the second signature is wrong',
    () => signedAgain(signedPdf(), { message: { signers: [{ value: flipped }] } }),
    'signature-wrong',
  ],
  [
    'the field is taken out of the form',
    () => updated(signedPdf(), { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[]>>>>' }),
    'signature-not-in-use',
  ],
  ...(['toString', 'constructor'] as const).flatMap((name): readonly Forged[] =>
    ([1, 3] as const).map((object) => [
      `the ${object === 1 ? 'catalogue' : 'page'} gets an entry ${name}, a name that every object has`,
      () => updated(signedPdf(), { [object]: (base[object] ?? '').replace(/>>$/, `/${name}<</a 1>>>>`) }),
      'changed-after',
    ]),
  ),
  [
    'the first of two signatures is taken out',
    () =>
      updated(signedAgain(signedPdf()), {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[10 0 R]>>>>',
      }),
    'changed-after',
  ],
  [
    'the range leaves a gap before the string',
    () => signedPdf({ range: ([a = 0, b = 0, c = 0, d = 0]) => [a, b - 10, c, d] }),
    'byte-range-wrong',
  ],
  [
    'the range leaves a gap behind the string',
    () => signedPdf({ range: ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c + 4, d - 4] }),
    'byte-range-wrong',
  ],
  [
    'the range ends too early',
    () => signedPdf({ range: ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d - 20] }),
    'byte-range-wrong',
  ],
  [
    'the range is empty behind the string',
    () => signedPdf({ range: ([a = 0, b = 0, c = 0]) => [a, b, c, 0] }),
    'byte-range-wrong',
  ],
  [
    'the range reaches beyond the file',
    () => signedPdf({ range: ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d + 100] }),
    'byte-range-wrong',
  ],
  [
    'the range does not begin with the file',
    () => {
      const pdf = signedPdf()
      return replaced(pdf, '/ByteRange[0 ', '/ByteRange[9 ')
    },
    'byte-range-wrong',
  ],
  ['the range is missing', () => replaced(signedPdf(), '/ByteRange[', '/ByteRangX['), 'byte-range-wrong'],
  ['bytes follow the end of the file', () => Buffer.concat([signedPdf(), Buffer.from('hidden')]), 'damaged'],
  [
    'the list of objects is broken',
    () => Buffer.concat([signedPdf(), Buffer.from('startxref\n3\n%%EOF\n')]),
    'damaged',
  ],
  [
    'the string has something behind the message',
    () =>
      signedPdf({
        value: (content) =>
          Buffer.concat([signedMessage({ content, detached: true }), Buffer.from('00ff', 'hex')]),
      }),
    'trailing-bytes',
  ],
  [
    'the message brings its own content',
    () => signedPdf({ value: () => signedMessage({ content: Buffer.from('another') }) }),
    'content-inside',
  ],
  [
    'the message was made for another file',
    () => signedPdf({ value: () => signedMessage({ content: Buffer.from('another'), detached: true }) }),
    'digest-differs',
  ],
  [
    'the message without attributes was made for another file',
    () =>
      signedPdf({
        value: () =>
          signedMessage({
            content: Buffer.from('another'),
            detached: true,
            signers: [{ attributes: false }],
          }),
      }),
    'signature-wrong',
  ],
  ['the string is empty', () => signedPdf({ value: () => Buffer.alloc(0) }), 'signature-unreadable'],
  [
    'the string holds nonsense',
    () => signedPdf({ value: () => Buffer.from('nonsense') }),
    'signature-unreadable',
  ],
  [
    'the string holds r and s alone',
    () => signedPdf({ value: (content) => signer.key.sign(content) }),
    'no-signer-certificate',
  ],
  ['the value is turned', () => message([{ value: flipped }]), 'signature-wrong'],
  [
    'the value of RSA is turned',
    () =>
      signedPdf({
        message: { numbers: 'rfc', signers: [{ by: rsaSigner, hash: 'sha256', value: flipped }] },
      }),
    'signature-wrong',
  ],
  [
    'the value of ECDSA is that of another file',
    () =>
      signedPdf({
        message: {
          numbers: 'rfc',
          signers: [{ by: ecSigner, hash: 'sha256', value: () => ecSigner.key.sign(Buffer.from('another')) }],
        },
      }),
    'signature-wrong',
  ],
  [
    'the digest is MD5',
    () => signedPdf({ message: { numbers: 'rfc', signers: [{ by: rsaSigner, hash: 'md5' }] } }),
    'refused-digest',
  ],
  [
    'the digest is SHA-1',
    () => signedPdf({ message: { numbers: 'rfc', signers: [{ by: rsaSigner, hash: 'sha1' }] } }),
    'weak-digest',
  ],
  [
    'the digest is renamed',
    () => message([{ hashNumber: '2.16.840.1.101.3.4.2.1' }]),
    'unsupported-algorithm',
  ],
  [
    'the algorithm is swapped for ECDSA',
    () =>
      signedPdf({
        message: {
          numbers: 'rfc',
          signers: [{ by: rsaSigner, hash: 'sha256', algorithm: '1.2.840.10045.4.3.2' }],
        },
      }),
    'unsupported-algorithm',
  ],
  [
    'the certificate shown is another’s',
    () => message([{ by: other, named: signer }]),
    'no-signer-certificate',
  ],
  [
    'the certificate shown and sent is another’s',
    () => signedPdf({ message: { signers: [{ by: other, named: signer }], certificates: [signer] } }),
    'signature-wrong',
  ],
  [
    'the signer’s certificate is for encryption',
    () => message([{ by: encryption }]),
    'signer-not-for-signing',
  ],
  ['the signer had expired', () => message([{ by: expired }]), 'signer-expired'],
  ['an expired signer writes an old date', () => message([{ by: lapsed }]), 'expired-since'],
  ['the signer is a stranger', () => message([{ by: stranger }]), 'unknown-root'],
  ['the certificate was signed by somebody else than it says', () => message([{ by: fake }]), 'chain-wrong'],
  [
    'the time stamp is of another signature',
    () => message([{ stamp: () => timeStamp(Buffer.from('another'), { by: stampMaker }) }]),
    'time-stamp-wrong',
  ],
  [
    'the time stamp comes from a strange root',
    () => message([{ stamp: (value) => timeStamp(value, { by: strangeStampMaker }) }]),
    'time-stamp-untrusted',
  ],
  [
    'the time stamp over the document is of another file',
    () =>
      signedAgain(signedPdf(), {
        subFilter: 'ETSI.RFC3161',
        value: () => timeStamp(Buffer.from('another'), { by: stampMaker }),
      }),
    'digest-differs',
  ],
  [
    'the seal’s signature is of another file',
    () => signedPdf({ value: () => sealSignature(Buffer.from('another')) }),
    'digest-differs',
  ],
  [
    'the seal’s user is another',
    () => signedPdf({ value: (content) => sealSignature(content, { by: other }) }),
    'signer-not-in-seal',
  ],
  [
    'the seal is altered',
    () =>
      signedPdf({ value: (content) => sealSignature(content, { seal: seal({ nameAfter: '另一公章' }) }) }),
    'seal-signature-wrong',
  ],
  [
    'the dictionary has Contents twice',
    () => replaced(signedPdf({ more: '/XContent(x)' }), '/XContent(x)', '/Contents(x)'),
    'readers-disagree',
  ],
  [
    'the signature hangs in a document that it was not made for',
    () => updated(unsignedThenHung(), {}),
    'byte-range-wrong',
  ],
  [
    'the permissions stand outside the signature and are widened',
    () =>
      updated(signedPdf({ more: '/Reference 16 0 R' }, { ...withField, 16: references(1) }), {
        8: field('900'),
        16: references(2),
      }),
    'forbidden-after',
  ],
  [
    'the time stands outside the signature and is moved',
    () =>
      updated(
        signedPdf(
          { stated: '/M 16 0 R', message: { signers: [{ by: expired, time: null }] } },
          { ...base, 16: '(D:20260101080000Z)' },
        ),
        { 16: '(D:20250101080000Z)' },
      ),
    'signer-expired',
  ],
  [
    'a second field borrows the signature and covers the page',
    () =>
      updated(signedPdf(), {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R 9 0 R]>>>>',
        3: plainObjects('', '[5 0 R 9 0 R]')[3] ?? '',
        9: '<</Type/Annot/Subtype/Widget/FT/Sig/T(S2)/Rect[0 0 300 200]/P 3 0 R/V 6 0 R>>',
      }),
    'annotated-after',
  ],
  [
    'a second widget of the signed field covers the page',
    () =>
      updated(signedPdf(), {
        3: plainObjects('', '[5 0 R 9 0 R]')[3] ?? '',
        5: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[30 30 130 80]/P 3 0 R/F 132/V 6 0 R/Kids[9 0 R]>>',
        9: '<</Type/Annot/Subtype/Widget/Parent 5 0 R/Rect[0 0 300 200]/P 3 0 R>>',
      }),
    'annotated-after',
  ],
]

/** A signature dictionary that no field of the signed document held; a later update hangs it in. */
function unsignedThenHung(): Buffer {
  const pdf = signedPdf(
    {},
    { ...base, 1: '<</Type/Catalog/Pages 2 0 R>>', 3: (base[3] ?? '').replace('/Annots[5 0 R]', '') },
  )
  return updated(pdf, { 1: base[1] ?? '', 3: base[3] ?? '' })
}

export const unsigned = (): Buffer =>
  unsignedPdf({
    ...base,
    1: '<</Type/Catalog/Pages 2 0 R>>',
    3: (base[3] ?? '').replace('/Annots[5 0 R]', ''),
  })
