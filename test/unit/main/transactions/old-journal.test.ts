import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openJournal } from '../../../../src/main/journal/index.ts'
import { recordLine } from '../../../../src/main/journal/record-line.ts'
import { transactionRecord } from '../../../../src/main/transactions/records.ts'
import { done, started } from './recorded.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'old-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a start of the assistant finds in one journal with this first record. */
async function found(first: object) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'issue.one.journal'), recordLine(0, first))
  const journal = openJournal({
    folder,
    business: 'issue',
    schema: transactionRecord,
    clock: () => new Date(),
  })
  const { files, damaged } = await journal.unfinished()
  expect(damaged).toEqual([])
  return files.map((file) => file.records()[0])
}

it('a 补办 that version 0.1.0 left unfinished goes on', async () => {
  const lost = { previousSerial: 'AB12', lossReason: 'lost' } as const
  const records = await found({ ...started(), business: { kind: 'replace', ...lost } })
  expect(records).toEqual([{ ...started(), business: { kind: 'replacement', ...lost } }])
})

it('a journal from before there were other businesses is an issuance', async () => {
  const { business: _, ...before } = started()
  expect(await found(before)).toEqual([started()])
})

it('a journal in today’s words is read as it is', async () => {
  const business = { kind: 'replacement', previousSerial: 'AB12', lossReason: 'damaged' } as const
  expect(await found({ ...started(), business })).toEqual([{ ...started(), business }])
})

it('a 续期 from before keys could stay makes new keys', async () => {
  const before = {
    kind: 'renew',
    previousSerial: 'AB12',
    termYears: 1,
    agreementVersion: '2026-01',
    expectedTotalFen: 10_000,
  } as const
  const records = await found({ ...started(), business: before })
  expect(records).toEqual([{ ...started(), business: { ...before, keys: 'new' } }])
})

it('a check of the pair from before certificates opened files keeps none for that', () => {
  const other = { keyId: 'k', objectId: 'o', fingerprint: 'AB', isRsa: true, isPredecessor: false }
  const record = { ...done.verify, left: { confirmation: 'AAAA', others: [other] } }
  expect(transactionRecord.parse(record)).toMatchObject({
    left: { others: [{ ...other, opensFiles: false }] },
  })
})
