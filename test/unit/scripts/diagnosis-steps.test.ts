import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diagnosisComplaints } from '../../../scripts/diagnosis-steps.mjs'

const root = join(import.meta.dirname, '../../..')
const parts = [
  'src/main/diagnosis',
  'src/shared/diagnosis',
  'test/fault/diagnosis',
  'test/unit/main/diagnosis',
]

let top: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'diagnosis-steps-'))
  for (const part of parts) cpSync(join(root, part), join(top, part), { recursive: true })
})
afterEach(() => rmSync(top, { recursive: true }))

const change = (file: string, edit: (text: string) => string) =>
  writeFileSync(join(top, file), edit(readFileSync(join(top, file), 'utf8')))

describe('the check of the diagnosis steps', () => {
  it('has nothing to say of those that are there', () => {
    expect(diagnosisComplaints(top)).toEqual([])
  })

  it('names a step that is not in the list', () => {
    writeFileSync(join(top, 'src/main/diagnosis/steps/printer.ts'), "export const s = { id: 'printer' }\n")
    expect(diagnosisComplaints(top).join()).toContain('steps/printer.ts')
  })

  it('names a step whose fault nobody makes', () => {
    change('test/fault/diagnosis/files-and-folders.ts', (text) =>
      text.replaceAll("step: 'disk'", "step: 'pin'"),
    )
    expect(diagnosisComplaints(top).join()).toContain('the step "disk"')
  })

  it('names a finding without its fault', () => {
    change('test/fault/diagnosis/files-and-folders.ts', (text) =>
      text.replaceAll("'disk-low'", "'disk-full'"),
    )
    expect(diagnosisComplaints(top).join()).toContain('"disk-low"')
  })

  it('names a text of a finding that no step makes', () => {
    change('src/shared/diagnosis/findings.zh-cn.ts', (text) =>
      text.replace("'disk-low': {", "'disk-lower': {"),
    )
    expect(diagnosisComplaints(top).join()).toContain('no step finds "disk-lower"')
  })
})
