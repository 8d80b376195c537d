import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { journalsStep } from '../../../../../src/main/diagnosis/steps/journals.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { put, top, worldWith } = computer()

describe('the check of the journals', () => {
  const stray = () => journalsStep.check(worldWith())

  it('finds a journal that no business belongs to', () => {
    const file = put('journal/issue.1.journal', '{"type":"started"}\n')
    expect(saidIn(stray())).toEqual([['journal-stray', 'attention']])
    expect(figuresIn(stray())).toEqual([{ file }])
  })

  it('says nothing of one that ended, of an unlocking, of another file, or if there is none', () => {
    expect(stray()).toEqual([])
    put('journal/issue.1.journal', '{"type":"started"}\n{"type":"ended"}\n')
    put('journal/unlock.1.journal', '{"type":"started"}\n')
    put('journal/issue.1.txt', '{"type":"started"}\n')
    mkdirSync(join(top(), 'journal/issue.2.journal'))
    expect(stray()).toEqual([])
  })
})
