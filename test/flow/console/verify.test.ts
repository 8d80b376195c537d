import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toPem } from '../../../src/pki/index.ts'
import { sampleCertificate, samplePath } from '../../unit/documents/samples.ts'
import { contentsOf, runConsole, startConsole } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'console-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** Nobody has ever used it. */
const home = join(folder, 'home')

const put = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const trusted = ['root', 'issuing'].map((name) => sampleCertificate(name))
const roots = put('roots.pem', trusted.map((one) => toPem('CERTIFICATE', one)).join(''))
const good = samplePath('ofd-example', 'valid_v4_seal.ofd')
const changed = samplePath('ofd-faulty', 'neg_content_changed.ofd')
const pdf = samplePath('pdf', 'sm2_cms_attributes.pdf')

const verify = (...args: readonly string[]) => runConsole(['verify', ...args, '--home', home])
const outcomes = (out: string) =>
  JSON.parse(out).files.map(({ outcome, error }: { outcome: string; error: string | null }) => [
    outcome,
    error,
  ])

describe('verify of the console program', () => {
  it('ends with 0 for good files, whatever they are called', async () => {
    const names = ['合同 最终版 (1).ofd', '-dash.ofd', "quote'$HOME;.ofd", '没有扩展名']
    for (const name of names) copyFileSync(good, join(folder, name))
    const { code, out } = await runConsole(
      ['verify', '--root', roots, '--home', home, '--json', '--', ...names],
      {},
      folder,
    )
    expect([code, outcomes(out)]).toEqual([0, names.map(() => ['valid', null])])
    expect(JSON.parse(out).files.map(({ path }: { path: string }) => path)).toEqual(names)
    expect((await verify(pdf, '--root', roots)).code).toBe(0)
  })

  it('ends with 1 if one of them was changed, and says what was', async () => {
    const { code, out } = await verify(good, changed, '--root', roots)
    expect(code).toBe(1)
    expect(out).toContain('Content changed')
    expect(out).toContain('/Doc_0/Pages/Page_0/Content.xml')
  })

  it('ends with 2 for what cannot be judged, and says for each why', async () => {
    const empty = put('empty', '')
    const text = put('notes.txt', '不是签名文件')
    const nonsense = put(
      'nonsense',
      Uint8Array.from({ length: 70_000 }, (_, n) => (n * 7919) % 251),
    )
    const der = put('der.p7s', Uint8Array.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x06, 0x09]))
    const large = put('大文件.bin', '')
    truncateSync(large, 2 * 1024 ** 3)
    const files = [empty, text, nonsense, der, large, folder, join(folder, 'none'), '/dev/null']
    const { code, out, complaint } = await verify(...files, '--json')
    expect([code, complaint]).toEqual([2, ''])
    const found = outcomes(out)
    expect(found.slice(0, 3)).toEqual([
      ['unreadable', null],
      ['unreadable', null],
      ['unreadable', null],
    ])
    expect(found[3]).not.toContain('valid')
    expect(JSON.parse(out).files[4].reasons).toMatchObject([{ code: 'limits-exceeded' }])
    expect(found.slice(5)).toEqual([
      ['unreadable', 'document-not-a-file'],
      ['unreadable', 'document-gone'],
      ['unreadable', 'document-not-a-file'],
    ])
    const alone = await verify(good)
    expect([alone.code, alone.out.includes('no known authority')]).toEqual([2, true])
  })

  it('relies on what the assistant of the data folder relies on, and touches nothing there', async () => {
    const used = join(folder, 'used')
    mkdirSync(used)
    const certificates = trusted.map((one) => Buffer.from(one).toString('base64'))
    writeFileSync(join(used, 'trusted-roots.json'), JSON.stringify({ format: 1, certificates }))
    const before = contentsOf(used)
    // The window trusts only roots among them; the file brings the authority below.
    const { code } = await runConsole(['verify', good, '--certificate', roots, '--home', used])
    expect(code).toBe(0)
    writeFileSync(join(used, 'trusted-roots.json'), 'damaged')
    expect((await runConsole(['verify', good, '--certificate', roots, '--home', used])).code).toBe(2)
    expect(Object.keys(contentsOf(used))).toEqual(Object.keys(before))
    expect(existsSync(home)).toBe(false)
  })

  it('keeps its code when who reads stops before the end', async () => {
    const child = startConsole(['verify', ...Array.from({ length: 40 }, () => changed), '--home', home])
    child.stdin.end()
    child.stdout.destroy()
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text))
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, complaint]).toEqual([1, ''])
  })
})

describe('the console program', () => {
  it('explains itself in the language of the terminal, or the one that is asked for', async () => {
    const chinese = { LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' }
    const [asked, none, unknown, wrong] = await Promise.all([
      runConsole(['--language', 'en', 'help'], chinese),
      runConsole([], chinese),
      runConsole(['frobnicate']),
      runConsole(['verify', '--language=zh-CN', '--no-such-option', good]),
    ])
    expect(asked).toMatchObject({ code: 0, out: expect.stringContaining('Usage: ') })
    expect(none).toMatchObject({ code: 2, out: '', complaint: expect.stringContaining('用法：') })
    expect(unknown).toMatchObject({
      code: 2,
      complaint: expect.stringContaining('There is no command "frobnicate"'),
    })
    expect(wrong.code).toBe(2)
    expect(wrong.complaint).toContain('命令「verify」的参数不完整或不正确')
    expect(wrong.complaint).toContain('verify FILE…')
    const bad = await runConsole(['--language', 'fr', 'help'])
    expect([bad.code, bad.complaint.includes('--language')]).toEqual([2, true])
  })
})
