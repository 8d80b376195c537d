import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openJournal } from './journal.ts'
import type { Mutant } from './mutant.ts'
import type { Outcome } from './outcome.ts'

const mutant: Mutant = {
  ...{ file: 'src/a.ts', operator: 'number', start: 1, end: 2 },
  ...{ before: '7', after: '8', within: null },
}
const killed: Outcome = { kind: 'killed', file: 'test/unit/a.test.ts', test: 'is seven' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = () => {
  const journal = openJournal(folder, 'one', false)
  journal.add(mutant, 'same', killed)
  journal.close()
}
const knownWith = (evidence: string, resume = true) => {
  const journal = openJournal(folder, 'one', resume)
  const known = journal.known(mutant, () => evidence)
  journal.close()
  return known
}

describe('the journal of a run', () => {
  it('gives a run that goes on what was found before', () => {
    write()
    expect(knownWith('same')).toEqual(killed)
  })

  it('forgets what rests on something that has changed', () => {
    write()
    expect(knownWith('other')).toBe(null)
  })

  it('begins anew unless it is asked to go on', () => {
    write()
    expect(knownWith('same', false)).toBe(null)
    expect(knownWith('same')).toBe(null)
  })

  it('survives a line that was cut off, and goes on behind it', () => {
    appendFileSync(join(folder, 'one.jsonl'), '{"key":"[1,')
    const journal = openJournal(folder, 'one', true)
    journal.add(mutant, 'same', killed)
    journal.close()
    expect(knownWith('same')).toEqual(killed)
  })

  it('has one writer at a time, and says who it is', () => {
    const first = openJournal(folder, 'one', false)
    expect(() => openJournal(folder, 'one', true)).toThrow(
      `mutants of this seed are being run already, by process ${process.pid}`,
    )
    openJournal(folder, 'two', false).close()
    first.close()
    openJournal(folder, 'one', true).close()
    expect(existsSync(join(folder, 'one.jsonl.lock'))).toBe(false)
  })

  it('takes the place of a writer that is dead', () => {
    // The highest number that Linux gives to a process is 4194304.
    writeFileSync(join(folder, 'one.jsonl.lock'), '4194305')
    const journal = openJournal(folder, 'one', true)
    expect(readFileSync(join(folder, 'one.jsonl.lock'), 'utf8')).toBe(`${process.pid}`)
    journal.close()
  })
})
