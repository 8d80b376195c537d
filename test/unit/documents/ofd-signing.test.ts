import { describe, expect, it } from 'vitest'
import { mostStrips, prepareOfd, stripGroups, verifyDocument } from '../../../src/documents/index.ts'
import { parseCertificate } from '../../../src/pki/index.ts'
import { type ErrorCode, isAssistantError } from '../../../src/shared/errors/index.ts'
import { listXml, ofd, ofdXml, plainFiles } from '../../forgeries/ofd-maker.ts'
import { early, encryption, expired, machine, other, signer, stranger } from '../../forgeries/parties.ts'
import { flipped, seal, type Version } from '../../forgeries/seal-maker.ts'
import { ofdOpinions, unzipped } from '../../forgeries/second-path.ts'
import {
  drawnSeal,
  type HereSigning,
  signedAt,
  signOfd,
  unlisted,
  unsignedOfd,
} from '../../forgeries/signed-here.ts'
import { trust } from '../../forgeries/trust.ts'
import { type ZipEntry, zip } from '../../forgeries/zip-maker.ts'
import { sample, sampleTrust } from './samples.ts'

const right = { digests: true, described: true, signature: true, seal: true }
const versions: readonly Version[] = [1, 4, 5]

const outcomes = (bytes: Buffer, by = trust) =>
  verifyDocument(bytes, by).signatures.map(({ outcome }) => outcome)

/** The code of the error with which a file is refused. */
const refusal = (work: () => unknown): ErrorCode | null => {
  try {
    work()
    return null
  } catch (error) {
    if (!isAssistantError(error)) throw error
    return error.code
  }
}

const refused = (bytes: Uint8Array, plan: HereSigning = {}) => refusal(() => signOfd(bytes, plan))
const zipped = (files: ReadonlyMap<string, Buffer>, more: readonly ZipEntry[] = []): Buffer =>
  zip([...[...files].map(([name, data]) => ({ name, data })), ...more])

const described = 'Doc_0/Signs/Sign_0/Signature.xml'
const stampsIn = (bytes: Buffer, name = described) =>
  [...(unzipped(bytes).get(name) ?? '').toString().matchAll(/<ofd:StampAnnot ([^>]*)\/>/g)].map(
    ([, attributes = '']) =>
      Object.fromEntries([...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  )

describe('an OFD that is signed with a seal', () => {
  it.each(versions)('is valid, and covered as a whole, with a seal of version %i', (version) => {
    const signed = signOfd(unsignedOfd(), { seal: drawnSeal({ version }) })
    const { outcome, signatures, reasons } = verifyDocument(signed, trust)
    expect([outcome, reasons]).toEqual(['valid', []])
    expect(signatures.map(({ form, coverage }) => [form, coverage.state])).toEqual([['seal', 'whole']])
    expect(ofdOpinions(signed)).toEqual([right])
  })

  it.each(versions)('is undecided only for the root where that is not known, version %i', (version) => {
    const signed = signOfd(unsignedOfd(), { seal: drawnSeal({ version }) })
    const { outcome, signatures } = verifyDocument(signed, { ...trust, roots: [] })
    const codes = signatures[0]?.reasons.map(({ code }) => code)
    expect(outcome).toBe('undecided')
    expect(codes).toEqual(expect.arrayContaining(['unknown-root', 'seal-maker-untrusted']))
  })

  it('takes one signature after the other, of several standards, and each stays valid', () => {
    let signed = unsignedOfd()
    for (const version of versions) signed = signOfd(signed, { seal: drawnSeal({ version }) })
    expect(outcomes(signed)).toEqual(['valid', 'valid', 'valid'])
    expect(ofdOpinions(signed)).toEqual([right, right, right])
    const list = unzipped(signed).get('Doc_0/Signs/Signatures.xml')?.toString() ?? ''
    const ids = [...list.matchAll(/<ofd:Signature ID="(\w+)"/g)].map(([, id]) => id)
    const stamps = [0, 1, 2].flatMap((i) => stampsIn(signed, `Doc_0/Signs/Sign_${i}/Signature.xml`))
    const all = [...ids, ...stamps.map(({ ID }) => ID)]
    expect(new Set(all).size).toBe(all.length)
    expect(list).toContain('<ofd:MaxSignId>s015</ofd:MaxSignId>')
  })

  it.each([
    'valid_v1_seal',
    'valid_v4_two_seals',
    'valid_v4_seal_timestamp',
    'valid_v4_seal_raw_rs_signature',
  ])('keeps the signatures of another maker as they are: %s', (name) => {
    const bytes = sample('ofd-example', `${name}.ofd`)
    const both = { ...sampleTrust, roots: [...sampleTrust.roots, ...trust.roots] }
    const before = outcomes(bytes, both)
    const signed = signOfd(bytes, { places: [{ kind: 'page', page: 1, left: 50, top: 60 }] })
    expect(outcomes(signed, both)).toEqual([...before, 'valid'])
    // That maker numbers with plain figures, and so does what is added.
    const [stamp] = stampsIn(signed, `Doc_0/Signs/Sign_${before.length}/Signature.xml`)
    expect(stamp?.ID).toMatch(/^\d+$/)
  })

  it('keeps the bytes and the order of every file that was there', () => {
    const entries: readonly ZipEntry[] = [...unlisted(plainFiles(3))].map(([name, data], i) => ({
      name,
      data,
      deflate: i % 2 === 0,
      countedLater: i % 3 === 0,
    }))
    const plain = zip([...entries, { name: 'leer/', data: Buffer.alloc(0) }])
    const signed = signOfd(signOfd(plain))
    let from = 0
    for (const entry of entries.filter(({ name }) => name !== 'OFD.xml')) {
      // The file alone, from its local header to what follows its data.
      const alone = zip([entry])
      const raw = alone.subarray(0, alone.indexOf('PK\x01\x02', 0, 'latin1'))
      const at = signed.indexOf(raw, from)
      expect([entry.name, at >= from]).toEqual([entry.name, true])
      from = at + raw.length
    }
    expect(outcomes(signed)).toEqual(['valid', 'valid'])
  })

  it('keeps bytes in front of the package, and a comment', () => {
    const plain = Buffer.concat([Buffer.from('maker'), unsignedOfd()])
    const { outcome, reasons } = verifyDocument(signOfd(plain), trust)
    expect([outcome, reasons.map(({ code }) => code)]).toEqual(['valid', ['prefixed-bytes']])
    const commented = Buffer.concat([unsignedOfd(), Buffer.from('note')])
    commented.writeUInt16LE(4, commented.length - 6)
    const signed = signOfd(commented)
    expect(signed.subarray(-4).toString()).toBe('note')
    expect(verifyDocument(signed, trust).reasons).toEqual([])
  })

  it('gives the same bytes for the same signature', () => {
    const request = {
      certificate: parseCertificate(signer.certificate),
      seal: drawnSeal(),
      places: [],
      time: signedAt,
      trust,
    }
    const prepared = prepareOfd(unsignedOfd(), request)
    const signature = signer.key.sign(prepared.toBeSigned)
    expect(prepared.finish(signature)).toEqual(prepared.finish(signature))
  })
})

describe('the start of an OFD without a list of signatures', () => {
  const startOf = (bytes: Buffer) => unzipped(bytes).get('OFD.xml')?.toString('latin1') ?? ''
  const withStart = (start: Buffer) => zipped(new Map(plainFiles(2)).set('OFD.xml', start))
  const plain = unlisted(plainFiles(2)).get('OFD.xml')?.toString() ?? ''

  it.each([
    ['an empty element', plain.replace('</ofd:DocBody>', '<ofd:Signatures/></ofd:DocBody>')],
    [
      'an element of white space',
      plain.replace('</ofd:DocBody>', '<ofd:Signatures> </ofd:Signatures></ofd:DocBody>'),
    ],
    ['no prefix', plain.replaceAll('ofd:', '').replace('xmlns:ofd', 'xmlns')],
    ['another prefix', plain.replaceAll('ofd:', 'x:')],
    [
      'a comment that looks like it',
      plain.replace('</ofd:DocBody>', '<!-- </ofd:DocBody> --></ofd:DocBody>'),
    ],
  ])('is led to its list: %s', (_, start) => {
    const signed = signOfd(withStart(Buffer.from(start)))
    expect(outcomes(signed)).toEqual(['valid'])
    expect(startOf(signed)).toMatch(
      /Signatures>\/Doc_0\/Signs\/Signatures.xml<\/\w*:?Signatures><\/\w*:?DocBody>/,
    )
  })

  it('keeps its other letters, in whichever encoding', () => {
    const gbk = Buffer.concat([
      Buffer.from(plain.replace('UTF-8', 'GBK').split('07723')[0] ?? '', 'latin1'),
      Buffer.from('d6d0cec47e', 'hex'),
      Buffer.from(plain.split('07723')[1] ?? '', 'latin1'),
    ])
    const signed = signOfd(withStart(gbk))
    expect(outcomes(signed)).toEqual(['valid'])
    expect(startOf(signed).replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '')).toBe(gbk.toString('latin1'))
  })

  it('does not use a folder that lies there from before', () => {
    const files = unlisted(plainFiles(2)).set('Doc_0/Signs/Sign_0/Signature.xml', Buffer.from('<old/>'))
    const signed = signOfd(zipped(files))
    expect(outcomes(signed)).toEqual(['valid'])
    expect([...unzipped(signed).keys()]).toContain('Doc_0/Signs_1/Sign_0/Signature.xml')
  })

  it('has its signatures at the root if the names of its folders are Chinese', () => {
    const files = new Map(
      [...unlisted(plainFiles(2))].map(([name, data]) => [name.replace('Doc_0', '文档'), data] as const),
    )
    files.set('OFD.xml', Buffer.from(plain.replace('Doc_0', '文档')))
    const signed = signOfd(zipped(files))
    expect(outcomes(signed)).toEqual(['valid'])
    expect(outcomes(signOfd(signed))).toEqual(['valid', 'valid'])
  })
})

describe('a list of signatures', () => {
  it.each([
    ['an empty one', '<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"/>'],
    [
      'one without a highest number',
      listXml([], 0)
        .toString()
        .replace(/<ofd:MaxSignId>0<\/ofd:MaxSignId>/, ''),
    ],
    ['one with an empty number', listXml([], 0).toString().replace('>0<', '><')],
  ])('gets its first entry: %s', (_, list) => {
    const files = plainFiles(2).set('Doc_0/Signs/Signatures.xml', Buffer.from(list))
    const signed = signOfd(zipped(files), { places: [] })
    expect(outcomes(signed)).toEqual(['valid'])
    expect(unzipped(signed).get('Doc_0/Signs/Signatures.xml')?.toString()).toContain('MaxSignId>s001<')
  })
})

describe('the stamps of an OFD', () => {
  it('stand where they were put, on one page or on each', () => {
    const one = signOfd(unsignedOfd(), { places: [{ kind: 'page', page: 2, left: 12.5, top: 30 }] })
    expect(stampsIn(one)).toEqual([{ ID: 's002', PageRef: '101', Boundary: '12.5 30 40 40' }])
    const all = signOfd(unsignedOfd(), { places: [{ kind: 'every-page', left: 170, top: 257 }] })
    expect(stampsIn(all).map(({ PageRef, Boundary }) => [PageRef, Boundary])).toEqual(
      ['100', '101', '102'].map((page) => [page, '170 257 40 40']),
    )
  })

  it('stand by the box of their own page', () => {
    const files = plainFiles(2)
    const page = files.get('Doc_0/Pages/Page_1/Content.xml')?.toString() ?? ''
    const area = '<ofd:Area><ofd:PhysicalBox>10 20 100 80</ofd:PhysicalBox></ofd:Area><ofd:Content>'
    files.set('Doc_0/Pages/Page_1/Content.xml', Buffer.from(page.replace('<ofd:Content>', area)))
    const at = (left: number, top: number) => ({ places: [{ kind: 'page', page: 2, left, top } as const] })
    const [stamp] = stampsIn(signOfd(unsignedOfd(2, files), at(60, 40)))
    expect(stamp?.Boundary).toBe('70 60 40 40')
    expect(refused(unsignedOfd(2, files), at(61, 40))).toBe('signing-outside-page')
  })

  it.each([2, 3, 7, mostStrips, mostStrips + 1, 47])(
    'across the edges of %i pages are whole seals in equal strips, the left one first',
    (pages) => {
      const stamps = stampsIn(signOfd(unsignedOfd(pages), { places: [{ kind: 'across-edges', top: 100 }] }))
      expect(stamps).toHaveLength(pages)
      let next = 0
      for (const { Boundary = '', Clip = '' } of stamps) {
        const [x = 0, , width = 0] = Boundary.split(' ').map(Number)
        const [cut = 0, , strip = 0] = Clip.split(' ').map(Number)
        expect(width).toBe(40)
        // The strip ends at the right edge of the page, and begins where the one before ended.
        expect(x + cut + strip).toBeCloseTo(210, 2)
        expect(cut).toBeCloseTo(next, 2)
        next = cut + strip > 39.99 ? 0 : cut + strip
      }
      expect(next).toBe(0)
    },
  )

  it('across the edges of many pages come in groups that are even, and leave no page alone', () => {
    expect(stripGroups(20)).toEqual([20])
    expect(stripGroups(21)).toEqual([10, 11])
    expect(stripGroups(41)).toEqual([13, 14, 14])
    for (let pages = 2; pages < 300; pages++) {
      const groups = stripGroups(pages)
      expect(groups.reduce((sum, count) => sum + count, 0)).toBe(pages)
      expect(Math.max(...groups)).toBeLessThanOrEqual(mostStrips)
      expect(Math.min(...groups)).toBeGreaterThanOrEqual(2)
      expect(Math.max(...groups) - Math.min(...groups)).toBeLessThanOrEqual(1)
    }
  })
})

describe('an OFD is not signed, and the reason is said,', () => {
  const two = plainFiles(1).set(
    'OFD.xml',
    ofdXml('<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>'),
  )
  two.set('Doc_0/Signs/Signatures.xml', listXml([], 0))
  const encrypted = [...unlisted(plainFiles())].map(([name, data]) => ({ name, data, encrypted: true }))
  const twins = [{ name: 'doc_0/document.xml', data: Buffer.from('x') }]
  const broken = new Map(unlisted(plainFiles())).set('Doc_0/PublicRes.xml', Buffer.from('<a><b></a>'))
  const cases: readonly (readonly [string, () => Uint8Array, ErrorCode])[] = [
    ['if it is a PDF', () => Buffer.from('%PDF-1.7\n'), 'signing-not-ofd'],
    ['if it is another package', () => zip([{ name: 'a', data: Buffer.from('b') }]), 'signing-not-ofd'],
    ['if it is nothing', () => Buffer.alloc(0), 'signing-not-ofd'],
    ['if it is cut off', () => unsignedOfd().subarray(0, -20), 'signing-damaged'],
    ['if a part of it cannot be read', () => zipped(broken), 'signing-damaged'],
    ['if it is encrypted', () => zip(encrypted), 'signing-encrypted'],
    [
      'if it is encrypted by GM/T 0099',
      () => zipped(unlisted(plainFiles()), [{ name: 'Encryptions.xml', data: Buffer.from('<a/>') }]),
      'signing-encrypted',
    ],
    [
      'if its package as a whole is signed',
      () => zipped(unlisted(plainFiles()), [{ name: 'OFDEntries.xml', data: Buffer.from('<a/>') }]),
      'signing-locked',
    ],
    [
      'if its last signature locks it',
      () => sample('ofd-example', 'valid_v4_seal_then_locked.ofd'),
      'signing-locked',
    ],
    ['if names differ in case only', () => zipped(unlisted(plainFiles()), twins), 'signing-ambiguous'],
    [
      'if a name stands twice',
      () => sample('ofd-faulty', 'neg_duplicate_zip_entry.ofd'),
      'signing-ambiguous',
    ],
    ['if it holds several documents', () => zipped(two), 'signing-several-documents'],
    [
      'if a signature in it is invalid',
      () => ofd({ signatures: [{ signature: { value: flipped } }] }),
      'signing-over-refused',
    ],
    ['if it would grow beyond all limits', () => Buffer.alloc(256 * 2 ** 20 + 1), 'signing-too-large'],
  ]
  it.each(cases)('%s', (_, make, code) => {
    expect(refused(make(), { places: [] })).toBe(code)
  })

  const plans: readonly (readonly [string, HereSigning, ErrorCode])[] = [
    [
      'on a page that is not there',
      { places: [{ kind: 'page', page: 4, left: 0, top: 0 }] },
      'signing-no-page',
    ],
    ['on no page', { places: [{ kind: 'page', page: 0, left: 0, top: 0 }] }, 'signing-no-page'],
    ['on half a page', { places: [{ kind: 'page', page: 1.5, left: 0, top: 0 }] }, 'signing-no-page'],
    [
      'over the right edge',
      { places: [{ kind: 'page', page: 1, left: 171, top: 0 }] },
      'signing-outside-page',
    ],
    ['over the top', { places: [{ kind: 'page', page: 1, left: 0, top: -1 }] }, 'signing-outside-page'],
    ['nowhere', { places: [{ kind: 'page', page: 1, left: Number.NaN, top: 0 }] }, 'signing-outside-page'],
    ['below the edges', { places: [{ kind: 'across-edges', top: 260 }] }, 'signing-outside-page'],
    [
      'with a certificate for encryption',
      { by: encryption, seal: seal({ users: [encryption] }) },
      'signing-certificate-unfit',
    ],
    [
      'with the certificate of a server',
      { by: machine, seal: seal({ users: [machine] }) },
      'signing-certificate-unfit',
    ],
    [
      'with a certificate that has expired',
      { by: expired, seal: seal({ users: [expired] }) },
      'signing-certificate-out-of-date',
    ],
    [
      'with a certificate that is not yet valid',
      { by: early, seal: seal({ users: [early] }), time: new Date('2026-01-01') },
      'signing-certificate-out-of-date',
    ],
    ['with a seal of somebody else', { by: other }, 'signing-seal-other-certificate'],
    ['with a seal that has expired', { seal: seal({ to: '2025-06-01' }) }, 'signing-seal-out-of-date'],
    ['with a seal that is not yet valid', { seal: seal({ from: '2026-12-01' }) }, 'signing-seal-out-of-date'],
    ['with a seal that was altered', { seal: seal({ nameAfter: '另一公章' }) }, 'signing-seal-unfit'],
    ['with a seal whose maker has expired', { seal: seal({ by: expired }) }, 'signing-seal-unfit'],
    ['with what is no seal', { seal: Buffer.from('seal') }, 'signing-seal-unfit'],
  ]
  it.each(plans)('%s', (_, plan, code) => {
    expect(refused(unsignedOfd(), plan)).toBe(code)
  })

  it('across the edges if it has one page', () => {
    expect(refused(unsignedOfd(1), { places: [{ kind: 'across-edges', top: 10 }] })).toBe(
      'signing-too-few-pages',
    )
  })

  it('with a value that is not the certificate’s', () => {
    const request = {
      certificate: parseCertificate(signer.certificate),
      seal: drawnSeal(),
      places: [],
      time: signedAt,
      trust,
    }
    const { toBeSigned, finish } = prepareOfd(unsignedOfd(), request)
    for (const value of [
      other.key.sign(toBeSigned),
      signer.key.sign(Buffer.from('x')),
      Buffer.alloc(64),
      Buffer.alloc(0),
    ])
      expect(refusal(() => finish(value))).toBe('signing-value-wrong')
  })

  it('over an invalid signature unless the person goes on, and that one stays invalid', () => {
    const bytes = ofd({ signatures: [{ signature: { value: flipped } }] })
    const signed = signOfd(bytes, { overRefused: true, places: [] })
    expect(outcomes(signed)).toEqual(['invalid', 'valid'])
  })

  it('unless its signer is a stranger only to this computer', () => {
    const signed = signOfd(unsignedOfd(), { by: stranger, seal: drawnSeal({ users: [stranger] }) })
    expect(outcomes(signed)).toEqual(['undecided'])
  })
})
