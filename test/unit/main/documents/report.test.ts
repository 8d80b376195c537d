import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDocumentList, type DocumentList } from '../../../../src/main/documents/document-list.ts'
import type { Hands } from '../../../../src/main/documents/file-work/hands.ts'
import { runTask } from '../../../../src/main/documents/file-work/run-task.ts'
import { takePaths } from '../../../../src/main/documents/intake.ts'
import { documentReportFile } from '../../../../src/main/documents/report.ts'
import {
  buildCertificate,
  generateSm2KeyPair,
  prepareSm2Signer,
  profileExtensions,
  sm2SignDigest,
} from '../../../../src/pki/index.ts'
import { explain } from '../../../../src/shared/errors/index.ts'

// Names of files, folders and holders come from strangers. The files are real, with such names on the disk, and so are
// the signature and its verdict.

const hostile = [
  '=HYPERLINK("http:,,evil.example","open").txt',
  '+1+1.txt',
  "-2+3+cmd|' ,C calc'!A0.txt",
  '@SUM(1+1)*cmd.txt',
  '＝1＋1.txt',
  ' =1+1.txt',
  'a;=1+1.txt',
  '\t=1+1.txt',
  'two\r\n=1+1,"lines".txt',
  '","=1+1.txt',
  '<img src=x onerror=alert(1)>.txt',
  '<script>alert(1)<!-- .txt',
  '&lt;b&gt; &amp; &#60;.txt',
  '"\' onmouseover="alert(1).txt',
  'invoice\u202excod.txt',
] as const
const harmless = hostile.map((_, n) => `file ${n}.txt`)
const at = new Date('2026-11-27T08:00:00Z')

/** A verified signature of somebody with this name. */
const verdictOn = async (path: string, holder: string) => {
  const { publicKey, privateKey } = generateSm2KeyPair()
  const name = [['C', 'CN'] as const, ['CN', holder] as const]
  const certificate = buildCertificate(
    {
      ...{ serial: Uint8Array.of(1), issuer: name, subject: name, publicKey },
      ...{ notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01') },
      extensions: profileExtensions('signing', { publicKey, issuerPublicKey: publicKey }),
    },
    prepareSm2Signer(privateKey).sign,
  )
  const nothing = async (): Promise<never> => {
    throw new Error('nothing is opened here')
  }
  const hands: Hands = {
    ...{ openKey: nothing, openPart: nothing, writing: () => {} },
    sign: async (digest) => sm2SignDigest(privateKey, digest),
  }
  const signer = { certificate, chain: [] }
  const work = { kind: 'sign', path, content: 'detached', companion: null, signer, at } as const
  const signed = await runTask(work, hands, () => {})
  const signature = signed.kind === 'signed' ? signed.output : null
  const trust = { roots: [certificate], certificates: [], crls: [], now: at }
  const verified = await runTask({ kind: 'verify', path, signature, own: false, trust }, hands, () => {})
  if (verified.kind !== 'verified') throw new Error('not verified')
  return verified.verdict
}

/** The list with these files in one folder: the first was verified, and the others were signed. */
const listOf = async (root: string, folder: string, names: readonly string[], holder: string) => {
  mkdirSync(join(root, folder))
  const paths = names.map((name) => join(root, folder, name))
  for (const path of paths) writeFileSync(path, 'x')
  const list = createDocumentList(() => {})
  const { added } = await takePaths(list, paths, () => {})
  const verdict = await verdictOn(paths[0] ?? '', holder)
  for (const [n, id] of added.entries())
    list.state(id, { is: 'done', result: { kind: 'signed', output: `${paths[n]}.p7s` } })
  const verified = { kind: 'verified', outcome: verdict.outcome, signatures: 1 } as const
  list.state(added[0] ?? '', { is: 'done', result: verified }, { verdict, judged: null })
  return list
}

const textOf = (list: DocumentList, format: 'html' | 'csv'): string =>
  Buffer.from(documentReportFile(list.all(), format, at, 'zh-CN').base64, 'base64').toString()

/** Cells by RFC 4180; a line outside of quotes ends a row. */
const cellsOf = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  const tokens = csv.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"|(,)|(\r\n)|([^",\r\n]+)/g)
  for (const [, quoted, comma, end, bare] of tokens) {
    if (bare !== undefined) throw new Error(`outside of quotes: ${bare}`)
    if (end !== undefined) rows.push([])
    else if (comma === undefined) rows.at(-1)?.push((quoted ?? '').replaceAll('""', '"'))
  }
  return rows.slice(0, -1)
}
const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? []
const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}
const textIn = (html: string): readonly string[] =>
  [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, text = '']) =>
    text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? ''),
  )

describe('the report on files with hostile names', () => {
  const root = mkdtempSync(join(tmpdir(), 'report-'))
  let bad: DocumentList
  let good: DocumentList
  beforeAll(async () => {
    bad = await listOf(root, '=cmd <b onclick=alert(1)>', hostile, '=1+1<script>alert(1)<,script>')
    good = await listOf(root, 'folder', harmless, 'holder')
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it('has one row for each file, and no cell that a spreadsheet takes for a formula', () => {
    const rows = cellsOf(textOf(bad, 'csv'))
    expect(rows.map((row) => row.length)).toEqual(Array.from({ length: hostile.length + 1 }, () => 8))
    const signs = rows.flat().filter((cell) => /(^|[;,|\t\r\n])\s*[=+\-@＝＋－＠]/.test(cell))
    expect(signs).toEqual([])
    // Marked as text, and readable still.
    expect(rows.slice(1).map(([name]) => name)).toContain("'+1+1.txt")
    expect(rows[1]?.[4]).toContain('alert(1)')
  })

  it('has the same elements in HTML as with harmless names, and shows the names as text', () => {
    const html = textOf(bad, 'html')
    expect(tagsOf(html)).toEqual(tagsOf(textOf(good, 'html')))
    const texts = textIn(html)
    for (const { view } of bad.all()) {
      expect(texts).toContain(view.name)
      expect(texts).toContain(view.folder)
    }
    expect(texts).toContain('<img src=x onerror=alert(1)>.txt')
    expect(texts).toContain('&lt;b&gt; &amp; &#60;.txt')
  })

  it('says of a file that failed what went wrong, with the code for the hotline', async () => {
    const path = join(root, 'gone.txt')
    writeFileSync(path, 'x')
    const list = createDocumentList(() => {})
    const { added } = await takePaths(list, [path], () => {})
    list.state(added[0] ?? '', { is: 'failed', error: { code: 'document-gone', params: {} } })
    const { title, happened, hotline } = explain({ code: 'document-gone', params: {} }, 'zh-CN')
    const row = cellsOf(textOf(list, 'csv'))[1] ?? []
    expect(row[6]).toBe(`${title}: ${happened} (${hotline})`)
    expect(textIn(textOf(list, 'html'))).toContain(row[6])
  })

  it('shows what would turn or break a line, in both forms', () => {
    for (const text of [textOf(bad, 'csv'), textOf(bad, 'html')]) {
      expect(text).toContain('⟨U+202E⟩')
      expect(text).not.toMatch(/\u202e|two\r?\n/)
    }
  })
})
