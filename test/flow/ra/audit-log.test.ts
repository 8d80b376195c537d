import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { storedLines } from '../../../src/ra/audit/stored.ts'
import { verifyAudit } from '../../../src/ra/audit/verify.ts'
import { CannotStart } from '../../../src/ra/cannot-start.ts'
import { parse, Usage } from '../../../src/ra/cli/arguments.ts'
import { audit as auditCommand } from '../../../src/ra/cli/audit.ts'
import { auditKeyIn, openDatabase } from '../../../src/ra/data-folder.ts'
import { restoreDatabase } from '../../../src/ra/restore.ts'
import { startRa } from '../../../src/ra/server.ts'
import { copyDatabase } from '../../../src/ra/store/sqlite/backup.ts'
import { saidBy, startCli } from '../ra-cluster/authority.ts'
import { agency, person, startTestRa } from './authority.ts'
import { captchaAnswer, issue } from './holder.ts'

const root = mkdtempSync(join(tmpdir(), 'ra-audit-log-'))
const dataDir = join(root, 'data')
const backup = join(root, 'backup.db')
const exported = join(root, 'log.jsonl')
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** What the command says, and its exit code. */
async function audit(...args: readonly string[]): Promise<{ readonly code: unknown; readonly text: string }> {
  const { values, positionals } = parse(args)
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const said = () => log.mock.calls.map(([line]) => `${line}\n`).join('')
  try {
    await auditCommand(values, positionals)
    return { code: process.exitCode ?? 0, text: said() }
  } catch (error) {
    if (error instanceof Usage || error instanceof CannotStart) return { code: 2, text: error.message }
    throw error
  } finally {
    process.exitCode = 0
    log.mockRestore()
  }
}

const judged = async (dir: string, head: string | null = null) => {
  const store = openDatabase(dir)
  const { lines } = await store.unchained()
  const verified = await verifyAudit(storedLines(store), { publicKey: auditKeyIn(dir), head })
  await store.close()
  return { ...verified, unchained: lines }
}
const restarted = async (dir: string) =>
  (await startRa({ dataDir: dir, embedded: true, captchaAnswer, unlimited: true })).stop()

/** A log of an authority that has issued and ended. */
beforeAll(async () => {
  const test = await startTestRa()
  await issue(await agency(test.ra.url))
  await test.ra.stop()
  cpSync(test.dataDir, dataDir, { recursive: true })
  rmSync(test.dataDir, { recursive: true })
  await copyDatabase(join(dataDir, 'ra.db'), backup)
})

describe('the audit log of an authority', { timeout: 120_000 }, () => {
  it('is chained to its last line when the authority has ended, and verified on the command line', async () => {
    const { lines, head, unchained } = await judged(dataDir)
    expect([lines > 1, unchained]).toEqual([true, 0])
    const said = await saidBy('audit', 'verify', '--data', dataDir)
    expect(said).toEqual({ code: 0, text: `audit log verified: ${lines} lines, head ${head}\n` })
  })

  it('can be exported and verified without the authority, with its key', async () => {
    const written = await audit('export', '--file', exported, '--data', dataDir)
    const key = await audit('key', '--data', dataDir)
    const { lines, head } = await judged(dataDir)
    expect(written).toEqual({ code: 0, text: `${lines} lines written to ${exported}\n` })
    expect(statSync(exported).mode & 0o777).toBe(0o600)
    const good = await audit('verify', '--file', exported, '--key', key.text.trim(), '--head', head ?? '')
    expect(good).toEqual({ code: 0, text: `audit log verified: ${lines} lines, head ${head}\n` })
    const again = await audit('export', '--file', exported, '--data', dataDir)
    expect([again.code, again.text]).toEqual([2, expect.stringContaining('EEXIST')])
  })

  it('shows in an exported file what was changed, cut off or is no log', async () => {
    const [form = '', ...lines] = readFileSync(exported, 'utf8').trimEnd().split('\n')
    const { head } = await judged(dataDir)
    const saysOf = async (text: string, ...more: readonly string[]) => {
      const file = join(root, 'other.jsonl')
      writeFileSync(file, text)
      const { code, text: said } = await audit('verify', '--file', file, '--data', dataDir, ...more)
      return `${code} ${said.split('\n')[0]?.replace(file, 'FILE')}`
    }
    const file = (...all: readonly string[]) => `${[form, ...all].join('\n')}\n`
    expect(await saysOf(file(...lines.map((line) => line.replace('issued', 'denied'))))).toMatch(
      /^1 FAULT line \d+ was changed/,
    )
    expect(await saysOf(file(...lines.toReversed()))).toMatch(/^1 FAULT lines 1 to \d+ are missing/)
    expect(await saysOf(file(), '--head', head ?? '')).toMatch(
      /^1 FAULT the head [0-9a-f]{64} is not in the log/,
    )
    expect(await saysOf(`${file(...lines)}{"place"`)).toBe('2 FILE ends in the middle of a line')
    expect(await saysOf('[]\n')).toMatch(/^2 FILE is no exported audit log/)
    expect(await saysOf(file('{"place":1e300}'))).toMatch(/^2 line 2 of FILE cannot be read: place/)
    expect(await saysOf(file('x'.repeat(3_000_000)))).toMatch(
      /^2 (FILE is no exported audit log: it has an endless line|line 2)/,
    )
  })

  it('ends with the code 1 if it has a fault', async () => {
    const dir = join(root, 'changed')
    cpSync(dataDir, dir, { recursive: true })
    const db = new DatabaseSync(join(dir, 'ra.db'))
    db.exec("UPDATE audit SET actor = 'nobody' WHERE place = 1")
    db.close()
    const { code, text } = await saidBy('audit', 'verify', '--data', dir)
    expect([code, text.split('\n')[0]]).toEqual([1, expect.stringMatching(/^FAULT line 1 was changed/)])
  })

  it('says what is wrong with the arguments, and makes no database where there is none', async () => {
    const says = async (...args: readonly string[]) =>
      Object.values(await audit(...args))
        .join(' ')
        .split('\n')[0]
    expect(await says('forget')).toMatch(/^2 audit what\?/)
    expect(await says('verify', '--data', dataDir, '--head', 'abc')).toMatch(/^2 --head HASH: 64/)
    expect(await says('verify', '--data', join(root, 'nowhere'))).toMatch(/^2 there is no authority in/)
  })

  it('keeps its chain in a backup, and goes on with it after the restore', async () => {
    const dir = join(root, 'restored')
    cpSync(dataDir, dir, { recursive: true })
    const atBackup = await judged(dir)
    const ra = await startRa({ dataDir: dir, embedded: true, captchaAnswer, unlimited: true })
    await issue(await person(ra.url))
    await ra.stop()
    const lost = await judged(dir)
    await restoreDatabase(dir, backup, Date.now())
    await restarted(dir)
    const after = await judged(dir, atBackup.head)
    expect([after.faults, after.unchained, after.lines > atBackup.lines]).toEqual([[], 0, true])
    expect((await judged(dir, lost.head)).faults).toEqual([{ kind: 'head-missing', head: lost.head }])
  })

  it('loses no line when the process is killed before it has chained it', async () => {
    const dir = join(root, 'killed')
    const child = startCli('serve', '--data', dir, '--demo', '--captcha-answer', captchaAnswer)
    if (child.stdout === null) throw new Error('it has no output')
    let url = ''
    for await (const line of createInterface(child.stdout)) {
      url = /"url":"([^"]+)"/.exec(line)?.[1] ?? ''
      if (url !== '') break
    }
    const ended = once(child, 'exit')
    const { request } = await issue(await agency(url))
    child.kill('SIGKILL')
    await ended
    const killed = await judged(dir)
    const db = new DatabaseSync(join(dir, 'ra.db'))
    const rows = Number(db.prepare('SELECT count(*) AS count FROM audit').get()?.count)
    db.close()
    expect([killed.faults, killed.lines + killed.unchained]).toEqual([[], rows])
    const passphrase = 'a passphrase for tests'
    await (await startRa({ dataDir: dir, embedded: true, captchaAnswer, passphrase })).stop()
    const after = await judged(dir)
    expect([after.faults, after.unchained, after.lines >= rows]).toEqual([[], 0, true])
    const store = openDatabase(dir)
    expect(await store.auditOf(request.serials?.signature ?? '')).toHaveLength(2)
    await store.close()
  })
})
