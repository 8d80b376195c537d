import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { openDrawing } from '../../../src/documents/index.ts'
import type { StampPlace } from '../../../src/shared/documents/drawing.ts'
import { honest } from '../../forgeries/honest.ts'
import { itemsOfKind, leftOutOf, openOfd } from './opened-ofd.ts'
import { type SampleSet, sample, samplePath, samplesOf } from './samples.ts'

const greeting = '你好呀，OFD Reader&Writer！'

/** A file of the package as unzip reads it, which shares no code with ours. */
const unzipped = (set: SampleSet, name: string, inner: string): string =>
  spawnSync('unzip', ['-p', samplePath(set, name), inner], { encoding: 'utf8' }).stdout

/** Places as the files have them: page, boundary and clip, cut out by their names alone. */
const writtenStamps = (set: SampleSet, name: string) => {
  const pages = [...unzipped(set, name, 'Doc_0/Document.xml').matchAll(/<ofd:Page ID="(\d+)"/g)].map(
    ([, id]) => id,
  )
  const list = unzipped(set, name, 'Doc_0/Signs/Signatures.xml')
  const signed = [...list.matchAll(/BaseLoc="\/([^"]+)"/g)]
    .map(([, file = '']) => unzipped(set, name, file))
    .join('')
  return [...signed.matchAll(/<ofd:StampAnnot [^>]*>/g)].map(([tag]) => {
    const said = (attribute: string) => new RegExp(` ${attribute}="([^"]*)"`).exec(tag)?.[1]
    const numbers = (text: string | undefined) => text?.split(' ').map(Number) ?? null
    return [pages.indexOf(said('PageRef') ?? ''), numbers(said('Boundary')), numbers(said('Clip'))]
  })
}

const asWritten = ({ page, box, clip }: StampPlace) => [
  page,
  [box.x, box.y, box.width, box.height],
  clip === null ? null : [clip.x, clip.y, clip.width, clip.height],
]

/** Files that no reader may show: two of one name are in it, or a protected page is gone. */
const refused: Readonly<Record<string, string>> = { 'neg_duplicate_zip_entry.ofd': 'duplicate-names' }

describe.each(['ofd-example', 'ofd-faulty'] as const)('pages of another maker: %s', (set) => {
  it.each(samplesOf(set).filter((name) => !(name in refused)))(
    '%s: its text, and its stamps where they are',
    (name) => {
      const { frame, page } = openOfd(sample(set, name))
      const pages = frame.pages.map((_, number) => page(number))
      const isRiding = name.includes('riding')
      const changed = name === 'neg_content_changed.ofd'
      const said = unzipped(set, name, 'Doc_0/Pages/Page_0/Content.xml').match(
        /<ofd:TextCode[^>]*>([^<]*)/,
      )?.[1]
      expect(pages.map(({ text }) => text)).toEqual(
        isRiding ? [[], [], [], [], []] : said === undefined ? [[]] : [[said.replace('&amp;', '&')]],
      )
      if (!changed && said !== undefined) expect(said).toBe(greeting.replace('&', '&amp;'))
      expect(frame.stamps.map(asWritten)).toEqual(writtenStamps(set, name))
      expect(pages.flatMap(({ stamps }) => stamps).map(asWritten)).toEqual(writtenStamps(set, name))
      for (const one of pages)
        expect(leftOutOf(one)).toEqual(said === undefined && !isRiding ? { unreadable: 1 } : {})
      for (const { stamps, pictures } of pages)
        for (const { items } of stamps)
          expect(items.map((item) => item.kind === 'picture' && item.picture)).toEqual([pictures[0]?.key])
    },
  )

  it.each(samplesOf(set).filter((name) => name in refused))('%s is not shown, and why is said', (name) => {
    expect(openDrawing(sample(set, name))).toMatchObject({ kind: 'none', reason: { code: refused[name] } })
  })
})

describe('what signatures protect', () => {
  it('a page of the sample with partial coverage is told to be open', () => {
    const [cover] = openOfd(sample('ofd-faulty', 'neg_partial_coverage.ofd')).page(0).cover
    expect(cover).toEqual({
      signature: '1',
      state: 'nothing',
      open: ['Doc_0/Document.xml', 'Doc_0/PublicRes.xml', 'Doc_0/Pages/Page_0/Content.xml'],
    })
  })

  it('a page that both signatures list is covered by both', () => {
    const page = openOfd(sample('ofd-example', 'valid_v4_two_seals.ofd')).page(0)
    expect(page.cover.map(({ signature, state }) => [signature, state])).toEqual([
      ['1', 'whole'],
      ['3', 'whole'],
    ])
    expect(page.sheets.map(({ coveredBy }) => coveredBy)).toEqual([['1', '3']])
  })
})

describe('honest files of our own makers', () => {
  it.each(honest.filter(([name]) => name.startsWith('OFD')))('%s: each page has its own text', (_, make) => {
    const { frame, page } = openOfd(make())
    const pages = frame.pages.map((_page, number) => page(number))
    expect(pages.map(({ text }) => text)).toEqual(
      pages.map((_page, number) => [`第 ${number + 1} 页：金额 100 元`]),
    )
    for (const { box } of frame.stamps) expect(box).toEqual({ x: 50, y: 50, width: 40, height: 40 })
    // Their seals have no real picture, or the signature none at all.
    for (const one of pages.filter(({ stamps }) => stamps.length > 0))
      expect(leftOutOf(one)).toEqual({ 'seal-picture': one.stamps.length })
  })

  it.each(honest.filter(([name]) => name.startsWith('PDF')))(
    '%s has a page and the place of its signature',
    (_, make) => {
      const drawing = openDrawing(make())
      if (drawing.kind !== 'pdf') throw new Error(drawing.kind)
      expect(drawing.frame.pages.length).toBeGreaterThan(0)
      expect(drawing.frame.leftOut).toEqual([])
    },
  )

  it('a message has no pages', () => {
    const [, make] = honest.find(([name]) => name === 'message') ?? []
    expect(openDrawing(make?.() ?? Buffer.alloc(0))).toMatchObject({ kind: 'none' })
  })
})

describe('stamps of PDF', () => {
  const millimetres = (points: number) => (points * 25.4) / 72

  it.each(samplesOf('pdf').filter((name) => !name.startsWith('bad_update')))(
    '%s: where its field is',
    (name) => {
      const drawing = openDrawing(sample('pdf', name))
      if (drawing.kind !== 'pdf') throw new Error(drawing.kind)
      const [left = 0, bottom = 0, right = 0, top = 0] =
        /\/Rect\[([\d ]+)\]/.exec(sample('pdf', name).toString('latin1'))?.[1]?.split(' ').map(Number) ?? []
      const [, , width = 0, height = 0] =
        /\/MediaBox\[([\d ]+)\]/.exec(sample('pdf', name).toString('latin1'))?.[1]?.split(' ').map(Number) ??
        []
      const [frame] = drawing.frame.pages
      expect(frame?.width).toBeCloseTo(millimetres(width))
      expect(frame?.height).toBeCloseTo(millimetres(height))
      const [stamp, ...others] = drawing.frame.stamps
      expect(others).toEqual([])
      expect([stamp?.signature, stamp?.page]).toEqual(['Signature1', 0])
      expect(stamp?.box.x).toBeCloseTo(millimetres(left))
      expect(stamp?.box.y).toBeCloseTo(millimetres(height - top))
      expect(stamp?.box.width).toBeCloseTo(millimetres(right - left))
      expect(stamp?.box.height).toBeCloseTo(millimetres(top - bottom))
    },
  )

  it.each([
    [90, [30, 30, 50, 100]],
    [180, [170, 30, 100, 50]],
    [270, [120, 170, 50, 100]],
  ] as const)('a page that is turned by %i has it where the turned page shows it', (turn, wanted) => {
    const text = sample('pdf', 'sm2_ses_v4.pdf').toString('latin1')
    // As long as before, so that every offset stays right.
    const turned = text.replace('/Contents 4 0 R', `/Rotate ${turn}`.padEnd('/Contents 4 0 R'.length))
    const drawing = openDrawing(Buffer.from(turned, 'latin1'))
    if (drawing.kind !== 'pdf') throw new Error(drawing.kind)
    const { x, y, width, height } = drawing.frame.stamps[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 }
    const points = [x, y, width, height].map((length) => Math.round((length * 72) / 25.4))
    expect(points).toEqual(wanted)
  })
})

describe('pictures of seals', () => {
  it('the picture is the same on each page that the seal rides over', () => {
    const { frame, page } = openOfd(sample('ofd-example', 'valid_v4_riding_seal.ofd'))
    const keys = frame.pages.map((_, number) => page(number).pictures.map(({ key }) => key))
    expect(new Set(keys.flat()).size).toBe(1)
    expect(keys.every(({ length }) => length === 1)).toBe(true)
    expect(itemsOfKind(page(0), 'path')).toHaveLength(18)
  })
})
