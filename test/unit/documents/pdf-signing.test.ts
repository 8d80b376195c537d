import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { preparePdf, verifyDocument } from '../../../src/documents/index.ts'
import { documentFont } from '../../../src/main/files/document-font.ts'
import { parseCertificate } from '../../../src/pki/index.ts'
import { type ErrorCode, isAssistantError } from '../../../src/shared/errors/index.ts'
import { ecSigner, encryption, expired, maker, other, rsaSigner, signer } from '../../forgeries/parties.ts'
import { contents, signedPdf, updated } from '../../forgeries/pdf-maker.ts'
import { flipped } from '../../forgeries/seal-maker.ts'
import { pdfOpinion } from '../../forgeries/second-path.ts'
import { drawnSeal, plainPdf, signedAt, signPdf } from '../../forgeries/signed-here.ts'
import { trust } from '../../forgeries/trust.ts'
import { jpegOf, judged, pdfsigOf, qpdfComplaints, redOn, throughQpdf } from '../../poppler.ts'
import { sample, samplesOf, sampleTrust } from './samples.ts'

const right = { digests: true, described: true, signature: true, seal: true }
const one = (page: number, left: number, top: number) => [{ kind: 'page', page, left, top }] as const
const mixed = ['', '/Rotate 90', '/Rotate 180', '/Rotate -90/CropBox[100 50 500 800]']

/** A table for old readers, beside it a stream that names what is packed (ISO 32000-1, 7.5.8.4). */
const hybridPdf = (): Buffer => {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const at = () => parts.reduce((sum, { length }) => sum + length, 0)
  const places = new Map<number, number>()
  const add = (number: number, body: Buffer) => {
    places.set(number, at())
    parts.push(Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n'))
  }
  const stream = (entries: string, data: Buffer) =>
    Buffer.concat([
      Buffer.from(`<<${entries}/Length ${data.length}>>stream\n`),
      data,
      Buffer.from('\nendstream'),
    ])
  add(1, Buffer.from('<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>'))
  add(2, Buffer.from('<</Type/Pages/Kids[3 0 R]/Count 1>>'))
  add(3, Buffer.from('<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>'))
  add(4, stream('', Buffer.from('0 0 1 rg 50 700 20 20 re f')))
  const packed = '5 0 <</Fields[]/SigFlags 0>>'
  add(6, stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', deflateSync(Buffer.from(packed))))
  const row = (kind: number, second: number, third: number) =>
    Buffer.of(kind, second >> 8, second & 255, third)
  const list = at()
  const rows = Buffer.concat([row(2, 6, 0), row(1, places.get(6) ?? 0, 0), row(1, list, 0)])
  add(7, stream('/Type/XRef/Size 8/Root 1 0 R/W[1 2 1]/Index[5 3]', rows))
  const table = at()
  const lines = [1, 2, 3, 4].map((number) => `${String(places.get(number)).padStart(10, '0')} 00000 n \n`)
  parts.push(
    Buffer.from(
      `xref\n0 5\n0000000000 65535 f \n${lines.join('')}trailer\n<</Size 8/Root 1 0 R/XRefStm ${list}>>\nstartxref\n${table}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

const field = '<</Type/Annot/Subtype/Widget/FT/Tx/T(Signature1)/Rect[10 10 90 30]/P 10 0 R/V(100)>>'
const withForm = updated(
  plainPdf(['/Annots 8 0 R', ''], '/AcroForm<</Fields 7 0 R/DA(/Helv 0 Tf)>>'),
  { 7: '[9 0 R]', 8: '[9 0 R]', 9: field },
  '/Size 200/Root 1 0 R/ID[<01><02>]',
)

const bases: readonly (readonly [string, () => Buffer])[] = [
  ['a table of objects', () => plainPdf()],
  [
    'a table in several updates',
    () => updated(plainPdf(), { 11: contents('Other') }, '/Size 200/Root 1 0 R'),
  ],
  ['streams of objects', () => throughQpdf(plainPdf(), '--object-streams=generate')],
  ['a table beside a stream', hybridPdf],
  ['a linearized file', () => throughQpdf(plainPdf(), '--linearize')],
  ['a form and annotations', () => withForm],
  ['a form in streams of objects', () => throughQpdf(withForm, '--object-streams=generate')],
  ['no line break at its end', () => plainPdf().subarray(0, -1)],
  ['turned and cropped pages', () => plainPdf(mixed)],
]

const parties = [signer, rsaSigner, ecSigner]
const outcomes = (bytes: Buffer, by = trust) =>
  verifyDocument(bytes, by).signatures.map(({ outcome }) => outcome)

/** OpenSSL's verdict on the newest message of PKCS#7 over the rest of the file. */
const opensslHolds = (pdf: Buffer): boolean => {
  const [, a = 0, b = 0, c = 0] = (/\/ByteRange \[([\d ]+)\]/.exec(pdf.toString('latin1'))?.[1] ?? '')
    .split(' ')
    .map(Number)
  const folder = mkdtempSync(join(tmpdir(), 'signed-'))
  try {
    writeFileSync(join(folder, 'content'), Buffer.concat([pdf.subarray(0, a), pdf.subarray(b, b + c)]))
    const filled = Buffer.from(pdf.toString('latin1', a + 1, b - 1), 'hex')
    writeFileSync(join(folder, 'message'), filled.subarray(0, 4 + filled.readUInt16BE(2)))
    const args = [
      'cms',
      '-verify',
      '-binary',
      '-noverify',
      '-inform',
      'DER',
      '-in',
      'message',
      '-content',
      'content',
      '-out',
      'out',
    ]
    return spawnSync('openssl', args, { cwd: folder }).status === 0
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const refusal = (work: () => unknown): ErrorCode | null => {
  try {
    work()
    return null
  } catch (error) {
    if (!isAssistantError(error)) throw error
    return error.code
  }
}

describe('a PDF that is signed', () => {
  it.each(bases.flatMap(([name, make]) => parties.map((by) => [name, by.key.kind, make, by] as const)))(
    'with %s by a key of %s is valid for us and for others, and begins with the bytes that were there',
    (_, kind, make, by) => {
      const plain = make()
      const signed = signPdf(plain, { by, places: one(1, 20, 30) })
      expect(signed.subarray(0, plain.length).equals(plain)).toBe(true)
      const { outcome, signatures, reasons } = verifyDocument(signed, trust)
      expect([outcome, reasons]).toEqual(['valid', []])
      const form = kind === 'sm2' ? 'gm-cms' : 'cms'
      expect(signatures.map((found) => [found.form, found.coverage.state, found.addedAfter.state])).toEqual([
        [form, 'whole', 'nothing'],
      ])
      expect(qpdfComplaints(signed)).toBe('')
      if (kind === 'sm2') expect(pdfOpinion(signed)).toEqual(right)
      else expect(opensslHolds(signed)).toBe(true)
      if (kind === 'rsa') expect(pdfsigOf(signed)).toEqual(['Total document signed, Signature is Valid'])
    },
  )

  it.each(bases)('with %s takes a second signature and a third, and the first stays valid', (_, make) => {
    let signed = make()
    for (const [i, by] of [rsaSigner, signer, ecSigner].entries())
      signed = signPdf(signed, { by, places: one(1, 10 + 30 * i, 60) })
    expect(outcomes(signed)).toEqual(['valid', 'valid', 'valid'])
    expect(qpdfComplaints(signed)).toBe('')
    expect(pdfsigOf(signed)[0]).toBe('Not total document signed, Signature is Valid')
  })

  it.each(samplesOf('pdf').filter((name) => name.startsWith('sm2')))(
    'keeps the signature of another maker valid: %s',
    (name) => {
      const both = { ...sampleTrust, roots: [...sampleTrust.roots, ...trust.roots] }
      expect(outcomes(signPdf(sample('pdf', name), { places: [] }), both)).toEqual(['valid', 'valid'])
    },
  )

  it('is undecided only for the root where that is not known', () => {
    const signed = signPdf(plainPdf())
    const { outcome, signatures } = verifyDocument(signed, { ...trust, roots: [] })
    const codes = signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code))
    expect([outcome, codes]).toEqual(['undecided', ['time-claimed', 'unknown-root']])
  })

  it('leads with the certificates that were sent along', () => {
    const by = maker
    const request = {
      certificate: parseCertificate(by.certificate),
      seal: null,
      places: [],
      time: signedAt,
      trust,
    }
    const chain = trust.roots.slice(0, 1)
    const { toBeSigned, finish } = preparePdf(plainPdf(), { ...request, chain })
    const signed = Buffer.from(finish(by.key.sign(toBeSigned)))
    expect(verifyDocument(signed, trust).signatures[0]?.chain).toMatchObject({ state: 'trusted' })
    expect(signed.includes(Buffer.from(chain[0]?.raw ?? '').toString('hex'))).toBe(true)
  })

  it('states who signed, when, why and where', () => {
    const signed = signPdf(plainPdf(), { by: rsaSigner, reason: '同意', location: 'Beijing (BJ)' })
    const { signatures } = verifyDocument(signed, trust)
    expect(signatures[0]?.time).toEqual({ state: 'claimed', at: signedAt.toISOString() })
    const hex = (text: string) => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
    expect(signed.includes(`/Reason ${hex('同意')}`)).toBe(true)
    expect(signed.includes(`/Location <${Buffer.from('Beijing (BJ)').toString('hex')}>`)).toBe(true)
  })

  it('takes r and s side by side, as tokens answer', () => {
    for (const by of [signer, ecSigner]) {
      const request = {
        certificate: parseCertificate(by.certificate),
        seal: null,
        places: [],
        time: signedAt,
        trust,
      }
      const { toBeSigned, finish } = preparePdf(plainPdf(), request)
      const der = by.key.sign(toBeSigned)
      const lengthOfR = der[3] ?? 0
      const side = (from: Buffer) => Buffer.concat([Buffer.alloc(32), from]).subarray(-32)
      const pair = Buffer.concat([side(der.subarray(4, 4 + lengthOfR)), side(der.subarray(6 + lengthOfR))])
      expect(outcomes(Buffer.from(finish(pair)))).toEqual(['valid'])
    }
  })
})

describe('the seal on a page of a PDF', () => {
  it('stands upright where it was put, on pages that are turned and cropped too', () => {
    const places = mixed.flatMap((_, i) => one(i + 1, 15 + 10 * i, 30 + 5 * i))
    const seen = redOn(signPdf(plainPdf(mixed), { places }))
    expect(seen).toHaveLength(4)
    for (const [i, red] of seen.entries()) {
      const [left, top] = [15 + 10 * i, 30 + 5 * i]
      const found = [red?.left, red?.top, red?.right, red?.bottom]
      for (const [k, value] of [left, top, left + 40, top + 40].entries())
        expect(Math.abs((found[k] ?? 0) - value)).toBeLessThan(0.6)
      // The arrowhead points up, so most of its red is below the middle.
      expect(red?.above).toBeLessThan(0.5)
    }
  })

  it('has the size of its seal on pages with larger units', () => {
    const [red] = redOn(signPdf(plainPdf(['/UserUnit 2']), { places: one(1, 100, 150) }))
    // Poppler draws each unit as 1/72 inch, so half of everything.
    expect([red?.left, red?.right, red?.top].map((value) => Math.round(value ?? 0))).toEqual([50, 70, 75])
  })

  it('is cut into strips at the right edges, which are a whole seal together', () => {
    const seen = redOn(signPdf(plainPdf(mixed), { places: [{ kind: 'across-edges', top: 50 }] }))
    const widths = [210, 297, 210, (750 / 72) * 25.4]
    for (const [i, red] of seen.entries()) {
      expect(red?.left).toBeGreaterThan((widths[i] ?? 0) - 10.6)
      expect(red?.right).toBeLessThan((widths[i] ?? 0) + 0.5)
    }
    // The ring touches the left of the first strip and the right of the last; the arrowhead is in the middle.
    expect(Math.abs((seen[0]?.left ?? 0) - 200)).toBeLessThan(0.6)
    expect(Math.abs((seen[3]?.right ?? 0) - (widths[3] ?? 0))).toBeLessThan(0.6)
    expect(seen[1]?.bottom).toBeGreaterThan(seen[0]?.bottom ?? 0)
  })

  it('lets what is below be read', () => {
    const { text } = judged(signPdf(plainPdf(), { places: one(1, 5, 200) }))
    expect(text).toContain('Page 1 Amount 100')
  })

  it('may be words, which can be copied', async () => {
    const font = await documentFont(`${import.meta.dirname}/../../..`)
    const words = { lines: ['签名：张三', '2026-11-26 08:00'], width: 60, height: 20, font }
    const signed = signPdf(plainPdf(mixed), { words, places: one(2, 20, 30) })
    const { text, fonts, warnings } = judged(signed)
    expect(warnings).toBe('')
    expect(text).toContain('签名：张三2026-11-26 08:00')
    expect(fonts).toContainEqual([expect.stringMatching(/^[A-Z]{6}\+NotoSansSC/), 'yes', 'yes', 'yes'])
    expect(outcomes(signed)).toEqual(['valid'])
  })

  it('may be a JPEG', () => {
    const picture = jpegOf(signPdf(plainPdf(), { places: one(1, 20, 30) }))
    const signed = signPdf(plainPdf(), {
      seal: drawnSeal({ picture: ['JPG', picture] }),
      places: one(1, 20, 30),
    })
    expect(redOn(signed)[0]).not.toBeNull()
    expect(qpdfComplaints(signed)).toBe('')
  })

  it('is no annotation where nothing is shown', () => {
    const signed = signPdf(plainPdf(), { places: [] })
    expect([redOn(signed)[0], signed.includes('/Subtype /Stamp'), outcomes(signed)]).toEqual([
      null,
      false,
      ['valid'],
    ])
  })
})

const certified = (level: number) =>
  `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P ${level}/V/1.2>>>>]`

describe('a PDF that somebody has certified', () => {
  it.each([2, 3])('at level %i takes a signature more, and stays valid', (level) => {
    const signed = signPdf(signedPdf({ more: certified(level) }), { places: one(1, 10, 10) })
    expect(outcomes(signed)).toEqual(['valid', 'valid'])
  })

  it('at level 1 takes none', () => {
    expect(refusal(() => signPdf(signedPdf({ more: certified(1) }), { places: [] }))).toBe('signing-locked')
  })
})

describe('a PDF is not signed, and the reason is said,', () => {
  const cases: readonly (readonly [string, () => Uint8Array, ErrorCode])[] = [
    ['if it is an OFD', () => sample('ofd-example', 'valid_v4_seal.ofd'), 'signing-not-pdf'],
    ['if it is nothing', () => Buffer.alloc(0), 'signing-not-pdf'],
    [
      'if it is encrypted',
      () => throughQpdf(plainPdf(), '--encrypt', '', 'x', '256', '--'),
      'signing-encrypted',
    ],
    ['if it is cut off', () => plainPdf().subarray(0, -30), 'signing-damaged'],
    [
      'if its list of objects is wrong',
      () => Buffer.from(plainPdf().toString('latin1').replace('00000 n', '00000 x'), 'latin1'),
      'signing-damaged',
    ],
    ['if a key stands twice', () => plainPdf(['/Rotate 0/Rotate 90']), 'signing-ambiguous'],
    ['if a page has no size', () => plainPdf(['/MediaBox[0 0 0 0]']), 'signing-damaged'],
    ['if a page is turned by odd degrees', () => plainPdf(['/Rotate 45']), 'signing-damaged'],
    [
      'if a signature in it is invalid',
      () => signedPdf({ message: { signers: [{ value: flipped }] } }),
      'signing-over-refused',
    ],
  ]
  it.each(cases)('%s', (_, make, code) => {
    expect(refusal(() => signPdf(make(), { places: [] }))).toBe(code)
  })

  it('in several places after a signature', () => {
    const signed = signPdf(plainPdf())
    for (const places of [
      [{ kind: 'across-edges', top: 10 }],
      [{ kind: 'every-page', left: 0, top: 0 }],
    ] as const)
      expect(refusal(() => signPdf(signed, { places }))).toBe('signing-one-place-only')
  })

  it('with a certificate or a seal that verification would refuse', () => {
    const codes = [
      refusal(() => signPdf(plainPdf(), { by: encryption })),
      refusal(() => signPdf(plainPdf(), { by: expired })),
      refusal(() => signPdf(plainPdf(), { by: other })),
      refusal(() => signPdf(plainPdf(), { seal: drawnSeal({ to: '2025-01-01' }) })),
      refusal(() => signPdf(plainPdf(), { places: one(4, 0, 0) })),
      refusal(() => signPdf(plainPdf(), { places: one(1, 180, 0) })),
    ]
    expect(codes).toEqual([
      'signing-certificate-unfit',
      'signing-certificate-out-of-date',
      'signing-seal-other-certificate',
      'signing-seal-out-of-date',
      'signing-no-page',
      'signing-outside-page',
    ])
  })

  it('with a picture that a PDF cannot show', () => {
    const broken = Buffer.from('89504e470d0a1a0a00', 'hex')
    for (const picture of [
      ['SVG', Buffer.from('<svg/>')],
      ['OFD', Buffer.from('PK')],
      ['PNG', broken],
    ] as const)
      expect(refusal(() => signPdf(plainPdf(), { seal: drawnSeal({ picture }) }))).toBe(
        'signing-picture-unfit',
      )
  })

  it('with a value that is not the certificate’s', () => {
    for (const by of parties) {
      const request = {
        certificate: parseCertificate(by.certificate),
        seal: null,
        places: [],
        time: signedAt,
        trust,
      }
      const { toBeSigned, finish } = preparePdf(plainPdf(), request)
      for (const value of [flipped(by.key.sign(toBeSigned)), maker.key.sign(toBeSigned), Buffer.alloc(64)])
        expect(refusal(() => finish(value))).toBe('signing-value-wrong')
    }
  })
})
