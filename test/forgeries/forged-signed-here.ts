import type { Forged } from './forged-ofd.ts'
import { documentXml, edit, type Files, pageXml, plainFiles } from './ofd-maker.ts'
import { digest, other, stranger } from './parties.ts'
import { contents, type Objects, replaced, updated } from './pdf-maker.ts'
import { flipped } from './seal-maker.ts'
import { unzipped } from './second-path.ts'
import { drawnSeal, pdfObjects, plainPdf, signOfd, signPdf, unsignedOfd } from './signed-here.ts'
import { zip } from './zip-maker.ts'

// Forgeries that begin with a file that the product has signed.

const page = 'Doc_0/Pages/Page_0/Content.xml'
const nextPage = 'Doc_0/Pages/Page_1/Content.xml'
const described = 'Doc_0/Signs/Sign_0/Signature.xml'
const value = 'Doc_0/Signs/Sign_0/SignedValue.dat'
const sealFile = 'Doc_0/Signs/Sign_0/Seal.esl'
const empty = Buffer.alloc(0)

const zipped = (files: ReadonlyMap<string, Buffer>): Buffer =>
  zip([...files].map(([name, data]) => ({ name, data })))

const sealed = (): Buffer => signOfd(unsignedOfd())

const after =
  (change: (files: Files) => void, from = sealed) =>
  (): Buffer => {
    const files = new Map(unzipped(from()))
    change(files)
    return zipped(files)
  }

const at = (files: ReadonlyMap<string, Buffer>, name: string): Buffer => files.get(name) ?? empty

/** Parts of the signature of another document, which the product signed as well. */
const transplanted = (...names: readonly string[]) =>
  after((files) => {
    const others = unzipped(signOfd(unsignedOfd(3, plainFiles(3).set(page, pageXml('金额 900 元')))))
    for (const name of names) files.set(name, at(others, name))
  })

const annotated = (): Files => {
  const space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
  return plainFiles(3, '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>').set(
    'Doc_0/Annots/Annotations.xml',
    Buffer.from(`<ofd:Annotations ${space}></ofd:Annotations>`),
  )
}

const withBoth = (files: Files, name: string, from: string, to: string): void => {
  const before = digest('sm3', at(files, name)).toString('base64')
  edit(name, from, to)(files)
  edit(described, before, digest('sm3', at(files, name)).toString('base64'))(files)
}

export const forgedOfdSignedHere: readonly Forged[] = [
  ['the stamp is moved', after(edit(described, '50 60 40 40', '90 60 40 40')), 'description-changed'],
  [
    'a strip is widened over its page',
    after(edit(described, 'Clip="0 0 13.333 40"', '')),
    'description-changed',
  ],
  [
    'a strip is put on another page',
    after(edit(described, 'PageRef="101"', 'PageRef="102"')),
    'description-changed',
  ],
  [
    'a second seal is put over the first',
    after(
      edit(
        described,
        '<ofd:Seal>',
        '<ofd:StampAnnot ID="s009" PageRef="100" Boundary="50 60 40 40"/><ofd:Seal>',
      ),
    ),
    'description-changed',
  ],
  [
    'a stranger puts a seal of its own over the first',
    () =>
      signOfd(sealed(), {
        by: stranger,
        seal: drawnSeal({ users: [stranger] }),
        places: [{ kind: 'page', page: 1, left: 50, top: 60 }],
      }),
    'unknown-root',
  ],
  ['an amount is changed', after(edit(page, '100', '900')), 'digest-differs'],
  [
    'an amount is changed together with its digest',
    after((files) => withBoth(files, page, '100', '900')),
    'description-changed',
  ],
  [
    'two pages are exchanged',
    after((files) => {
      const [one, two] = [at(files, page), at(files, nextPage)]
      files.set(page, two).set(nextPage, one)
    }),
    'digest-differs',
  ],
  [
    'a page is added',
    after((files) => {
      files.set('Doc_0/Document.xml', documentXml(4)).set('Doc_0/Pages/Page_3/Content.xml', pageXml('另付'))
    }),
    'digest-differs',
  ],
  ['a page is cut out', after((files) => void files.delete(nextPage)), 'file-missing'],
  [
    'an annotation is added to a document that has none',
    after((files) => {
      edit(
        'Doc_0/Document.xml',
        '</ofd:Pages>',
        '</ofd:Pages><ofd:Annotations>A.xml</ofd:Annotations>',
      )(files)
      files.set('Doc_0/A.xml', Buffer.from('<Annotations/>'))
    }),
    'digest-differs',
  ],
  [
    'an annotation is added to those that are there',
    after(
      edit(
        'Doc_0/Annots/Annotations.xml',
        '></ofd:Annotations>',
        '><ofd:Page PageID="100"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
      ),
      () => signOfd(unsignedOfd(3, annotated())),
    ),
    'digest-differs',
  ],
  [
    'the start of the package leads to another document',
    after((files) => {
      edit('OFD.xml', 'Doc_0/Document.xml', 'Doc_1/Document.xml')(files)
      files.set('Doc_1/Document.xml', documentXml(1)).set('Doc_1/Pages/Page_0/Content.xml', pageXml('900'))
    }),
    'digest-differs',
  ],
  [
    'a page stands where other readers find it',
    after((files) => void files.set('Pages/Page_0/Content.xml', pageXml('900'))),
    'partly-covered',
  ],
  ['the value is that of another document', transplanted(value), 'description-changed'],
  [
    'the whole signature is that of another document',
    transplanted(value, described, sealFile),
    'digest-differs',
  ],
  [
    'the value is turned',
    after((files) => void files.set(value, flipped(at(files, value)))),
    'signature-wrong',
  ],
  [
    'the seal is exchanged for another of its user',
    after((files) => void files.set(sealFile, drawnSeal({ name: '另一公章' }))),
    'seal-file-differs',
  ],
  [
    'the digest is named as a weaker one',
    after(edit(described, 'CheckMethod="1.2.156.10197.1.401"', 'CheckMethod="MD5"')),
    'refused-digest',
  ],
  [
    'the date is changed',
    after(edit(described, '20261126000000Z', '20250101000000Z')),
    'description-changed',
  ],
  ['the value is cut out of the package', after((files) => void files.delete(value)), 'signature-unreadable'],
  ['the package is cut off', () => sealed().subarray(0, -40), 'damaged'],
  ['another package stands in front', () => Buffer.concat([unsignedOfd(1), sealed()]), 'readers-disagree'],
  [
    'a page stands twice',
    () =>
      zip([
        ...[...unzipped(sealed())].map(([name, data]) => ({ name, data })),
        { name: page, data: pageXml('金额 900 元') },
      ]),
    'duplicate-names',
  ],
  [
    'a second page of the same name hides in front of the real one',
    () =>
      zip([
        { name: page, data: pageXml('金额 900 元'), hidden: true },
        ...[...unzipped(sealed())].map(([name, data]) => ({ name, data })),
      ]),
    'readers-disagree',
  ],
  [
    'the second of two signatures is exchanged for the first',
    () => {
      const twice = signOfd(sealed(), { seal: drawnSeal({ name: '另一公章' }) })
      const files = new Map(unzipped(twice))
      files.set('Doc_0/Signs/Sign_1/SignedValue.dat', at(files, value))
      return zipped(files)
    },
    'description-changed',
  ],
]

const trailer = '/Size 200/Root 1 0 R'
const signed = (): Buffer => signPdf(plainPdf())

/** The number and text of the n-th object of a kind in a file that the product has signed. */
const found = (pdf: Buffer, kind: string, nth = 0): readonly [number: number, body: string] => {
  const objects = [...pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)]
  const match = objects.filter(([, , body = '']) => body.includes(kind))[nth]
  if (match === undefined) throw new Error(`no ${kind}`)
  return [Number(match[1]), match[2] ?? '']
}

const without = (text: string, pattern: RegExp, by: string): string => {
  if (!pattern.test(text)) throw new Error(`no ${pattern}`)
  return text.replace(pattern, by)
}

/** An update that changes one object of the signed file. */
const changing =
  (kind: string, pattern: RegExp, by: string, nth = 0) =>
  (): Buffer => {
    const pdf = signed()
    const [number, body] = found(pdf, kind, nth)
    return updated(pdf, { [number]: without(body, pattern, by) }, trailer)
  }

const with_ = (objects: Objects) => () => updated(signed(), objects, trailer)
const widget = '/Subtype /Widget'
const stamp = '/Subtype /Stamp'

/** The newest text of a page, with its annotations. */
const pageOf = (pdf: Buffer): string => {
  const all = [...pdf.toString('latin1').matchAll(/\n10 0 obj\n([\s\S]*?)\nendobj/g)]
  return all.at(-1)?.[1] ?? ''
}

const changedPage =
  (pattern: RegExp, by: string, more: Objects = {}) =>
  (): Buffer => {
    const pdf = signed()
    return updated(pdf, { 10: without(pageOf(pdf), pattern, by), ...more }, trailer)
  }

/** The message in the string of the signature, which stands last in the file, and where its digits begin. */
const messageIn = (pdf: Buffer): { readonly start: number; readonly message: Buffer } => {
  const start = pdf.lastIndexOf('/Contents <') + '/Contents <'.length
  const filled = Buffer.from(pdf.toString('latin1', start, pdf.indexOf('>', start)), 'hex')
  return { start, message: filled.subarray(0, 4 + filled.readUInt16BE(2)) }
}

const note = '<</Type/Annot/Subtype/FreeText/Rect[0 0 595 841]/Contents(900)>>'

export const forgedPdfSignedHere: readonly Forged[] = [
  ['a letter of the page is changed', () => replaced(signed(), 'Amount 100', 'Amount 900'), 'digest-differs'],
  ['the seal is moved', changing(widget, /\/Rect \[[^\]]*\]/, '/Rect [0 0 300 300]'), 'changed-after'],
  ['the picture of the seal is exchanged', changing('/SMask', /\/Width 120/, '/Width 60'), 'changed-after'],
  [
    'the seal is shown by another drawing',
    changing('/Subtype /Form', /cm \/Seal Do/, 'cm /Sea2 Do'),
    'changed-after',
  ],
  ['a strip is moved', changing(stamp, /\/Rect \[[^\]]*\]/, '/Rect [0 0 300 300]'), 'annotated-after'],
  ['a strip becomes a note', changing(stamp, /\/Subtype \/Stamp/, '/Subtype /FreeText'), 'annotated-after'],
  ['a strip is taken off', changedPage(/\/Annots \[(\d+ 0 R) \d+ 0 R/, '/Annots [$1'), 'annotated-after'],
  [
    'a note covers the page and the seal',
    changedPage(/\/Annots \[/, '/Annots [99 0 R ', { 99: note }),
    'annotated-after',
  ],
  [
    'a second seal is stamped over the first without a signature',
    () => {
      const pdf = signed()
      const [, body] = found(pdf, widget)
      const copy = body.replace(/\/V \d+ 0 R/, '').replace(widget, stamp)
      return updated(pdf, { 10: without(pageOf(pdf), /\/Annots \[/, '/Annots [99 0 R '), 99: copy }, trailer)
    },
    'annotated-after',
  ],
  [
    'a stranger signs over the seal',
    () =>
      signPdf(signed(), {
        by: stranger,
        seal: drawnSeal({ users: [stranger] }),
        places: [{ kind: 'page', page: 1, left: 50, top: 60 }],
      }),
    'unknown-root',
  ],
  ['the text of a page is replaced', with_({ 11: contents('Amount 900') }), 'changed-after'],
  [
    'two pages are exchanged',
    with_({
      2: '<</Type/Pages/Kids[12 0 R 10 0 R 14 0 R]/Count 3/MediaBox[0 0 595.28 841.89]>>',
    }),
    'changed-after',
  ],
  [
    'a page is added',
    with_({
      2: '<</Type/Pages/Kids[10 0 R 12 0 R 14 0 R 98 0 R]/Count 4/MediaBox[0 0 595.28 841.89]>>',
      98: pdfObjects()[12] ?? '',
    }),
    'changed-after',
  ],
  [
    'a page is cut out',
    with_({ 2: '<</Type/Pages/Kids[10 0 R 12 0 R]/Count 2/MediaBox[0 0 595.28 841.89]>>' }),
    'changed-after',
  ],
  ['a page is turned', changedPage(/\/Type \/Page\n/, '/Type /Page\n/Rotate 180\n'), 'changed-after'],
  [
    'a page is cropped',
    changedPage(/\/Type \/Page\n/, '/Type /Page\n/CropBox [0 0 300 300]\n'),
    'changed-after',
  ],
  [
    'an action is hung into the catalog',
    () => {
      const pdf = signed()
      const catalogs = [...pdf.toString('latin1').matchAll(/\n1 0 obj\n([\s\S]*?)\nendobj/g)]
      const catalog = catalogs.at(-1)?.[1] ?? ''
      return updated(pdf, { 1: without(catalog, /^<</, '<</OpenAction<</S/JavaScript/JS(x)>>') }, trailer)
    },
    'changed-after',
  ],
  [
    'the field is taken out of the form',
    changing('/SigFlags', /\/Fields \[[^\]]*\]/, '/Fields []'),
    'signature-not-in-use',
  ],
  [
    'a second field borrows the signature',
    () => {
      const pdf = signed()
      const [number, body] = found(pdf, '/SigFlags')
      const [, own] = found(pdf, widget)
      return updated(
        pdf,
        {
          [number]: without(body, /\/Fields \[/, '/Fields [99 0 R '),
          99: own.replace(/\/Rect \[[^\]]*\]/, '/Rect [0 0 500 500]').replace(/\/T <\w+>/, '/T (S9)'),
          10: without(pageOf(pdf), /\/Annots \[/, '/Annots [99 0 R '),
        },
        trailer,
      )
    },
    'annotated-after',
  ],
  [
    'the value is turned',
    () => {
      const pdf = signed()
      const { start, message } = messageIn(pdf)
      pdf.write(flipped(message).toString('hex'), start, 'latin1')
      return pdf
    },
    'signature-wrong',
  ],
  [
    'the message is that of another document',
    () => {
      const pdf = signed()
      const { message } = messageIn(signPdf(plainPdf(['', '', '/LastModified(D:2026)'])))
      pdf.write(message.toString('hex'), messageIn(pdf).start, 'latin1')
      return pdf
    },
    'digest-differs',
  ],
  [
    'the range is shortened',
    () => {
      const pdf = signed()
      const range = /\/ByteRange \[0 \d+ \d+ (\d+)\]/.exec(pdf.toString('latin1'))
      const [whole = '', rest = ''] = range ?? []
      return replaced(
        pdf,
        whole,
        whole.replace(`${rest}]`, `${String(Number(rest) - 20).padStart(rest.length, '0')}]`),
      )
    },
    'byte-range-wrong',
  ],
  ['the file is cut off inside the update', () => signed().subarray(0, -30), 'damaged'],
  ['bytes follow the end', () => Buffer.concat([signed(), Buffer.from('hidden')]), 'damaged'],
  [
    'the first of two signatures is taken out',
    () => {
      const pdf = signPdf(signed(), { by: other, seal: drawnSeal({ users: [other] }), places: [] })
      const [number, body] = found(pdf, '/SigFlags', 1)
      return updated(pdf, { [number]: without(body, /\/Fields \[\d+ 0 R /, '/Fields [') }, trailer)
    },
    'changed-after',
  ],
]
