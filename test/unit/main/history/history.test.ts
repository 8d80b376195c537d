import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHistoryService } from '../../../../src/main/history/history-service.ts'
import {
  createHistory,
  type Happened,
  type History,
  historyTable,
} from '../../../../src/main/history/index.ts'
import { createTransactionHistory } from '../../../../src/main/history/transaction-history.ts'
import { createEndings } from '../../../../src/main/transactions/endings.ts'
import type { TokenView, TransactionView } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'

let folder = ''
const path = () => join(folder, 'history.jsonl')
const log: string[] = []
const now = () => new Date('2026-11-20T08:00:00.000Z')
const open = () => createHistory({ path: path(), clock: now, log: (line) => log.push(line) })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'))
  log.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const root = process.getuid?.() === 0 ? process : null
if (root === null) console.log('skipped: a file of another user (only root can become another user)')
/** Runs the work as another user. Only an administrator can become another user. */
const asNobody = <T>(work: () => T): T => {
  root?.seteuid?.(65_534)
  try {
    return work()
  } finally {
    root?.seteuid?.(0)
  }
}

const happened = (more: Partial<Happened> = {}): Happened => ({
  kind: 'backed-up',
  tokenId: 'token',
  tokenName: '公司 Ukey',
  holder: '王芳',
  serial: '0A',
  detail: 'https://example.cn',
  ...more,
})

describe('the history', () => {
  it('is there after a restart, newest first, and only its owner can read the file', () => {
    const history = open()
    history.add(happened())
    history.add(happened({ kind: 'issued', serial: '0B' }))
    expect(
      open()
        .list()
        .map(({ kind }) => kind),
    ).toEqual(['issued', 'backed-up'])
    expect(statSync(path()).mode & 0o077).toBe(0)
  })

  it('of a certificate also has what was done with its token, but not with the token’s other certificates', () => {
    const history = open()
    history.add(happened({ serial: '0A' }))
    history.add(happened({ serial: '0B' }))
    history.add(happened({ kind: 'pin-changed', serial: null }))
    history.add(happened({ kind: 'pin-changed', serial: null, tokenId: 'another' }))
    const kinds = history.list({ serial: '0A', tokenId: 'token' }).map(({ kind }) => kind)
    expect(kinds).toEqual(['pin-changed', 'backed-up'])
    expect(history.list({ tokenId: 'another' })).toHaveLength(1)
  })

  it('loses only a line that was torn', () => {
    open().add(happened())
    appendFileSync(path(), '{"at":"2026-11-20T0')
    const again = open()
    again.add(happened({ kind: 'issued' }))
    expect(
      open()
        .list()
        .map(({ kind }) => kind),
    ).toEqual(['issued', 'backed-up'])
  })

  const asides = () => readdirSync(folder).filter((name) => name.endsWith('.aside'))
  const kinds = (history: History) => history.list().map(({ kind }) => kind)

  it('reports lines that it cannot read, and keeps a copy of them', () => {
    open().add(happened())
    appendFileSync(path(), 'rubbish\n{"at":"2026-11-20T08:00:00Z","kind":"of a newer version"}\n')
    open()
    const text = readFileSync(path(), 'utf8')
    const again = open()
    again.add(happened({ kind: 'issued' }))
    expect(again.trouble).toBeNull()
    expect(kinds(open())).toEqual(['issued', 'backed-up'])
    expect(text).not.toContain('rubbish')
    expect(asides()).toHaveLength(1)
    expect(readFileSync(join(folder, asides()[0] ?? ''), 'utf8')).toContain('rubbish\n{"at"')
  })

  it.each<[string, () => void]>([
    ['a folder', () => mkdirSync(path())],
    ['a folder with something in it', () => mkdirSync(join(path(), 'x'), { recursive: true })],
    ['a link to itself', () => symlinkSync(path(), path())],
    ['a device that never ends', () => symlinkSync('/dev/zero', path())],
    ['a pipe that nobody writes to', () => execFileSync('mkfifo', [path()])],
    [
      'a file without an end',
      () => {
        writeFileSync(path(), '')
        truncateSync(path(), 3 * 2 ** 30)
      },
    ],
  ])('does not stop at %s in its place: it sets that aside, says so and begins anew', (_, put) => {
    put()
    const history = open()
    history.add(happened())
    expect(history.trouble).toEqual({ code: 'history-damaged', params: { file: asides()[0] } })
    expect(log).toEqual([])
    expect(kinds(open())).toEqual(['backed-up'])
  })

  it('does not overwrite what it could not copy', () => {
    writeFileSync(path(), `${JSON.stringify({ ...happened(), at: 'x' })}\ntorn`)
    // Has the effect of a full disk: the name of the copy is taken.
    mkdirSync(`${path()}.2026-11-20T08-00-00-000Z.aside`)
    const history = open()
    history.add(happened({ kind: 'issued' }))
    expect(history.trouble).toEqual({ code: 'history-damaged', params: { file: 'history.jsonl' } })
    expect(readFileSync(path(), 'utf8')).toMatch(/\ntorn\n\{.*issued/)
  })

  it.skipIf(root === null)('of another user, in a closed folder, stops nothing and says so', () => {
    // Runs without administrator rights, as the assistant does everywhere except in a container.
    writeFileSync(path(), `${JSON.stringify({ ...happened(), at: 'x' })}\n`, { mode: 0o600 })
    chmodSync(folder, 0o555)
    const found = asNobody(() => open())
    expect(found.trouble).toEqual({ code: 'history-not-kept', params: { file: 'history.jsonl' } })
    expect(kinds(found)).toEqual([])
    asNobody(() => found.add(happened({ kind: 'issued' })))
    expect(kinds(found)).toEqual(['issued'])
    expect(log).toHaveLength(1)
    chmodSync(folder, 0o777)
    const moved = asNobody(() => open())
    expect(moved.trouble).toEqual({ code: 'history-damaged', params: { file: asides()[0] } })
  })

  it('shows hidden characters in a name, also in earlier lines', () => {
    writeFileSync(path(), `${JSON.stringify({ ...happened({ holder: '王\u202e芳' }), at: 'x' })}\n`)
    const history = open()
    history.add(happened({ tokenName: 'U\u200bkey', detail: 'd'.repeat(60_000), serial: 'A'.repeat(60_000) }))
    expect(history.list().map(({ holder, tokenName }) => [holder, tokenName])).toEqual([
      ['王芳', 'U⟨U+200B⟩key'],
      ['王⟨U+202E⟩芳', '公司 Ukey'],
    ])
    expect(open().trouble).toBeNull()
  })

  it('keeps the latest five thousand', () => {
    const line = (n: number) => `${JSON.stringify({ ...happened({ detail: String(n) }), at: 'x' })}\n`
    writeFileSync(path(), Array.from({ length: 6000 }, (_, n) => line(n)).join(''))
    const all = open().list()
    expect([all.length, all[0]?.detail, all.at(-1)?.detail]).toEqual([5000, '5999', '1000'])
    expect(readFileSync(path(), 'utf8').split('\n')).toHaveLength(5001)
  })

  it('does not fail a completed business if the disk refuses the entry', () => {
    const history = createHistory({
      path: join(folder, 'no', 'such', 'folder'),
      clock: now,
      log: (line) => log.push(line),
    })
    history.add(happened())
    expect(history.list()).toHaveLength(1)
    expect(log).toHaveLength(1)
  })

  it('is exported as a table in which a spreadsheet finds no formulas', () => {
    const history = open()
    history.add(happened({ holder: '=HYPERLINK("x")', detail: 'a "quoted" word' }))
    const { fileName, base64 } = createHistoryService({
      history,
      words: () => texts('zh-CN'),
      now,
      nickname: () => null,
    }).export({})
    const text = Buffer.from(base64, 'base64').toString()
    const table = (holder: string) =>
      historyTable([{ ...happened({ holder }), at: '' }], texts('zh-CN').history.table)
        .split('\r\n')[1]
        ?.split(',')[2]
    expect(table(' =1+1')).toBe(`" '=1+1"`)
    expect(table('＝1')).toBe(`"'＝1"`)
    expect(table('a;=1|@b')).toBe(`"a;'=1|'@b"`)
    expect(table('\n=1')).toBe(`"⟨U+000A⟩=1"`)
    expect(table('\u200b=1')).toBe(`"⟨U+200B⟩=1"`)
    expect(table('王-芳')).toBe(`"王-芳"`)
    expect(fileName).toBe('证书使用记录-2026-11-20.csv')
    expect(text.startsWith('\ufeff"时间"')).toBe(true)
    expect(text).toContain('"备份","\'=HYPERLINK(""x"")"')
    expect(text).toContain('"a ""quoted"" word"')
  })

  it('has each certificate that came into force exactly once', () => {
    const history = open()
    const tokens = [{ pairs: [{ id: 'pair', signing: { serial: '0C' } }] }] as unknown as readonly TokenView[]
    const noting = () => {
      const [endings, write] = [createEndings(), createTransactionHistory({ history, tokens: () => tokens })]
      return (views: readonly TransactionView[]) => {
        for (const done of endings(views)) write(done)
      }
    }
    const note = noting()
    const view = (state: TransactionView['state'], business: TransactionView['business']) =>
      ({
        id: 't1',
        state,
        business,
        tokenId: 'token',
        tokenName: 'U',
        holder: '王芳',
        pairId: 'pair',
      }) as TransactionView
    note([view('running', 'replacement')])
    note([view('done', 'replacement')])
    note([view('done', 'replacement')])
    expect(history.list().map(({ kind, serial }) => [kind, serial])).toEqual([['replaced', '0C']])
    noting()([view('done', 'issue')])
    expect(history.list()).toHaveLength(1)
  })
})
