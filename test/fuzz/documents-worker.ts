import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import {
  detachedVerification,
  documentKind,
  openDrawing,
  prepareOfd,
  preparePdf,
  type StampPlace,
  verifyDocument,
} from '../../src/documents/index.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { pageDrawing } from '../../src/shared/documents/drawing-contract.ts'
import { isAssistantError } from '../../src/shared/errors/index.ts'
import { forgedCms } from '../forgeries/forged-cms.ts'
import { forgedOfd } from '../forgeries/forged-ofd.ts'
import { forgedPdf } from '../forgeries/forged-pdf.ts'
import { honest } from '../forgeries/honest.ts'
import { ofd, plainFiles } from '../forgeries/ofd-maker.ts'
import { imageResource, images, ofdBytes, path, text } from '../forgeries/page-maker.ts'
import { signer } from '../forgeries/parties.ts'
import { richPage } from '../forgeries/rich-page.ts'
import { drawnSeal, plainPdf, signedAt, signOfd, signPdf, unsignedOfd } from '../forgeries/signed-here.ts'
import { trust } from '../forgeries/trust.ts'
import { zip } from '../forgeries/zip-maker.ts'
import { below, pick, type Random, randomFrom } from '../random.ts'
import { mutated } from './mutations.ts'

const [seconds = 60, seed = 1, most = 512 * 1024 * 1024] = process.argv.slice(2).map(Number)
const slowMs = 1000

const words = [
  ...[
    '0',
    '-1',
    '4294967295',
    '99999999999',
    '1 0 R',
    '5 0 R',
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    '%%EOF\n',
    'startxref\n0\n',
  ],
  ...[
    '/ByteRange[0 1 2 3]',
    '/Prev 0',
    '/Kids[2 0 R]',
    '/Parent 3 0 R',
    'endobj',
    'stream\n',
    'obj',
    'xref\n0 99\n',
  ],
  ...[
    '<a>',
    '</a>',
    '<!--',
    '-->',
    ']]>',
    '&#x41;',
    '&a;',
    '<?xml?>',
    'BaseLoc="../.."',
    'BaseLoc="/"',
    '/Doc_0/Document.xml',
  ],
]

/** Text is put over text, because a changed byte alone mostly breaks a number that is checked first. */
const overwritten = (bytes: Buffer, random: Random): Buffer => {
  const copy = Buffer.from(bytes)
  for (let left = 1 + below(random, 6); left > 0 && copy.length > 0; left--)
    copy.write(pick(random, words), below(random, copy.length), 'latin1')
  return copy
}

const spliced = (bytes: Buffer, random: Random): Buffer => {
  const at = below(random, bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(random, words)), bytes.subarray(at)])
}

const rich = richPage()
const richFiles = Object.keys(rich.files ?? {})

/** A page with everything that pages are made of, one part of it changed. */
const changedPage = (random: Random, change: (bytes: Buffer) => Buffer): Buffer => {
  const turned = (part: string | undefined) => change(Buffer.from(part ?? '')).toString()
  const name = pick(random, ['layer', 'head', 'common', 'more', 'resources', ...richFiles] as const)
  const file = rich.files?.[name]
  if (file !== undefined)
    return ofdBytes({ ...rich, files: { ...rich.files, [name]: change(Buffer.from(file)) } })
  switch (name) {
    case 'head':
    case 'common':
    case 'more':
    case 'resources':
      return ofdBytes({ ...rich, [name]: turned(rich[name]) })
    default:
      return ofdBytes({ ...rich, layer: turned(rich.layer) })
  }
}

/** An OFD file whose parts are changed and whose package is right, so that the change is reached. */
const changedParts = (random: Random, change: (bytes: Buffer) => Buffer): Buffer => {
  const parts = [
    ...plainFiles(2).keys(),
    'Doc_0/Signs/Signatures.xml',
    'Doc_0/Signs/Sign_0/Signature.xml',
    'Doc_0/Signs/Sign_0/SignedValue.dat',
  ]
  const name = pick(random, parts)
  return ofd({
    files: plainFiles(2),
    after: (files) => void files.set(name, change(files.get(name) ?? Buffer.alloc(0))),
  })
}

const composites = (count: number, inner: (next: number) => string): string =>
  `<ofd:CompositeGraphicUnits>${Array.from({ length: count }, (_, i) => `<ofd:CompositeGraphicUnit ID="${i + 1}"><ofd:Content>${inner(i + 2)}</ofd:Content></ofd:CompositeGraphicUnit>`).join('')}</ofd:CompositeGraphicUnits>`
const composite = (id: number): string => `<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="${id}"/>`
const abbreviated = (data: string): string => path('', `<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData>`)

/** Pages that are made to cost much. */
const hardPages: readonly Buffer[] = [
  ofdBytes({ layer: path().repeat(21_000) }),
  ofdBytes({ layer: '<ofd:PathObject/>'.repeat(99_000) }),
  ofdBytes({ layer: abbreviated(`M 0 0${' L 1 1'.repeat(700_000)}`) }),
  ofdBytes({
    layer: text('', `<ofd:TextCode X="0" Y="0" DeltaX="g 999999 1">${'字'.repeat(49_000)}</ofd:TextCode>`),
  }),
  ofdBytes({
    resources: composites(12, (next) => (next > 12 ? path() : composite(next).repeat(20))),
    layer: composite(1),
  }),
  ofdBytes({
    resources: composites(1, () => abbreviated(' '.repeat(5_000_000))),
    layer: composite(1).repeat(9000),
  }),
  ofdBytes({
    resources: composites(1, () => abbreviated(`M 0 0${' L 1 1'.repeat(50_000)}`)),
    layer: composite(1).repeat(9000),
  }),
  ofdBytes({ layer: '<ofd:PageBlock>'.repeat(60) + '</ofd:PageBlock>'.repeat(60) }),
  ofdBytes({
    resources: images(...Array.from({ length: 500 }, (_, i) => imageResource(i + 1, 'a.tif'))),
    files: { 'Doc_0/Res/a.tif': Buffer.alloc(6_000_000) },
    layer: Array.from(
      { length: 500 },
      (_, i) => `<ofd:ImageObject Boundary="0 0 9 9" ResourceID="${i + 1}"/>`,
    ).join(''),
  }),
  ofdBytes({
    resources: `<ofd:Fonts>${Array.from({ length: 500 }, (_, i) => `<ofd:Font ID="${i + 1}" FontName="f${i}"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font>`).join('')}</ofd:Fonts>`,
    files: { 'Doc_0/Res/a.ttf': Buffer.alloc(6_000_000) },
    layer: Array.from({ length: 500 }, (_, i) =>
      text('', '<ofd:TextCode>甲</ofd:TextCode>').replace('Font="3"', `Font="${i + 1}"`),
    ).join(''),
  }),
]

/** Files that are made to cost much. */
const hard: readonly Buffer[] = [
  Buffer.from(`%PDF-1.7\n${'<<'.repeat(500_000)}\nstartxref\n9\n%%EOF`),
  Buffer.from(`%PDF-1.7\n${'/ByteRange'.repeat(200_000)}\nstartxref\n9\n%%EOF`),
  Buffer.from(`%PDF-1.7\n1 0 obj${'['.repeat(1_000_000)}\nstartxref\n9\n%%EOF`),
  Buffer.from(
    `%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF`,
  ),
  zip([{ name: 'OFD.xml', data: Buffer.alloc(30_000_000, '<a>'), deflate: true }]),
  zip([{ name: 'OFD.xml', data: Buffer.from(`<a ${'b="c" '.repeat(300_000)}/>`), deflate: true }]),
  zip([{ name: 'OFD.xml', data: Buffer.from('&amp;'.repeat(1_000_000)), deflate: true }]),
  zip(Array.from({ length: 19_000 }, (_, i) => ({ name: `a/${i}`, data: Buffer.alloc(0) }))),
  ofd({
    files: plainFiles(2),
    after: (files) =>
      void files.set(
        'Doc_0/Signs/Signatures.xml',
        Buffer.from(
          `<Signatures>${'<Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'.repeat(100_000)}</Signatures>`,
        ),
      ),
  }),
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj<</Type/ObjStm/N 9/First 9/Filter/FlateDecode/Length 99999>>stream\n'),
    deflateSync(Buffer.alloc(60_000_000)),
    Buffer.from('\nendstream endobj\nstartxref\n9\n%%EOF'),
  ]),
  ...hardPages,
]

// Making the forgeries takes longer than a short run.
const makers = seconds < 30 ? honest : [...honest, ...forgedCms, ...forgedOfd, ...forgedPdf]
const signable = [unsignedOfd(2), plainPdf(['', '/Rotate 90']), signOfd(unsignedOfd(2)), signPdf(plainPdf())]
const made = [...makers.map(([, make]) => make()), ...signable]
const random = randomFrom(seed)

const next = (turn: number): Buffer => {
  const early = hard[turn]
  if (early !== undefined) return early
  const kind = random()
  const change = (bytes: Buffer): Buffer => {
    const how = random()
    if (how < 0.4) return Buffer.from(mutated([bytes], random))
    return how < 0.7 ? overwritten(bytes, random) : spliced(bytes, random)
  }
  if (kind < 0.2) return changedPage(random, change)
  if (kind < 0.4) return changedParts(random, change)
  return change(pick(random, kind < 0.6 ? signable : made))
}

const failed = (bytes: Buffer, why: unknown): never => {
  const path = join(tmpdir(), `documents-fuzz-${process.pid}.bin`)
  writeFileSync(path, bytes)
  console.log(`${why instanceof Error ? why.stack : why}\nthe file is ${path}`)
  process.exit(1)
}

/** Processor time of this thread: the rest of the machine does not matter. */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const request = {
  certificate: parseCertificate(signer.certificate),
  seal: drawnSeal(),
  time: signedAt,
  trust,
  overRefused: true,
}
const placesFor: readonly (readonly StampPlace[])[] = [
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
const signed = (bytes: Buffer, places: readonly StampPlace[]): string => {
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

const result = {
  runs: 0,
  outcomes: {} as Record<string, number>,
  signings: {} as Record<string, number>,
  slowestMs: 0,
  drawnPages: 0,
  slowestPageMs: 0,
  mostMemoryMiB: 0,
}
const mostDrawn = 3

/** Opens the file and draws its first pages; each may take a second of its own work, and so may the opening. */
const draw = (bytes: Buffer): void => {
  const timed = <T>(work: () => T): T => {
    const start = spent()
    const done = work()
    const took = spent() - start
    if (took > slowMs) failed(bytes, `drawing took ${Math.round(took)} ms`)
    result.slowestPageMs = Math.max(result.slowestPageMs, Math.round(took))
    return done
  }
  const drawing = timed(() => openDrawing(bytes))
  if (drawing.kind !== 'ofd') return
  for (const number of drawing.frame.pages.slice(0, mostDrawn).keys()) {
    const page = timed(() => drawing.draw(number))
    // What leaves must be what the contract lets through.
    const checked = pageDrawing.safeParse(page)
    if (!checked.success) failed(bytes, checked.error)
    result.drawnPages++
  }
}
const end = performance.now() + seconds * 1000
for (let turn = 0; performance.now() < end; turn++) {
  const bytes = next(turn)
  const start = spent()
  try {
    const { outcome } = verifyDocument(bytes, trust)
    if (turn % 4 === 0) detachedVerification(bytes, trust).finish()
    result.outcomes[outcome] = (result.outcomes[outcome] ?? 0) + 1
  } catch (error) {
    failed(bytes, error)
  }
  const between = spent()
  try {
    const end = signed(bytes, placesFor[turn % placesFor.length] ?? [])
    result.signings[end] = (result.signings[end] ?? 0) + 1
  } catch (error) {
    failed(bytes, error)
  }
  const took = Math.max(between - start, spent() - between)
  try {
    draw(bytes)
  } catch (error) {
    failed(bytes, error)
  }
  const memory = process.memoryUsage.rss()
  if (took > slowMs) failed(bytes, `it took ${Math.round(took)} ms`)
  if (memory > most) failed(bytes, `it took ${Math.round(memory / 2 ** 20)} MiB`)
  result.runs++
  result.slowestMs = Math.max(result.slowestMs, Math.round(took))
  result.mostMemoryMiB = Math.max(result.mostMemoryMiB, Math.round(memory / 2 ** 20))
}
console.log(JSON.stringify(result))
