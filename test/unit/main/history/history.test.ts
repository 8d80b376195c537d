import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHistoryService } from '../../../../src/main/history/history-service.ts'
import { createHistory, type Happened } from '../../../../src/main/history/index.ts'
import { createTransactionHistory } from '../../../../src/main/history/transaction-history.ts'
import { createEndings } from '../../../../src/main/issuance/endings.ts'
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

  it('of a certificate has what was done with its token too, and not with its other certificates', () => {
    const history = open()
    history.add(happened({ serial: '0A' }))
    history.add(happened({ serial: '0B' }))
    history.add(happened({ kind: 'pin-changed', serial: null }))
    history.add(happened({ kind: 'pin-changed', serial: null, tokenId: 'another' }))
    const kinds = history.list({ serial: '0A', tokenId: 'token' }).map(({ kind }) => kind)
    expect(kinds).toEqual(['pin-changed', 'backed-up'])
    expect(history.list({ tokenId: 'another' })).toHaveLength(1)
  })

  it('loses a line that was torn and no other', () => {
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

  it('keeps the latest five thousand', () => {
    const line = (n: number) => `${JSON.stringify({ ...happened({ detail: String(n) }), at: 'x' })}\n`
    writeFileSync(path(), Array.from({ length: 6000 }, (_, n) => line(n)).join(''))
    const all = open().list()
    expect([all.length, all[0]?.detail, all.at(-1)?.detail]).toEqual([5000, '5999', '1000'])
    expect(readFileSync(path(), 'utf8').split('\n')).toHaveLength(5001)
  })

  it('does not fail a business that was done when the disk refuses it', () => {
    const history = createHistory({
      path: join(folder, 'no', 'such', 'folder'),
      clock: now,
      log: (line) => log.push(line),
    })
    history.add(happened())
    expect(history.list()).toHaveLength(1)
    expect(log).toHaveLength(1)
  })

  it('is exported as a table that a spreadsheet does not take for formulas', () => {
    const history = open()
    history.add(happened({ holder: '=HYPERLINK("x")', detail: 'a "quoted" word' }))
    const { fileName, base64 } = createHistoryService({ history, words: () => texts('zh-CN'), now }).export(
      {},
    )
    const text = Buffer.from(base64, 'base64').toString()
    expect(fileName).toBe('证书使用记录-2026-11-20.csv')
    expect(text.startsWith('\ufeff"时间"')).toBe(true)
    expect(text).toContain('"备份","\'=HYPERLINK(""x"")"')
    expect(text).toContain('"a ""quoted"" word"')
  })

  it('has each certificate that came into force, once', () => {
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
