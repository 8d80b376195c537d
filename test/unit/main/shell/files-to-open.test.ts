import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesToOpen } from '../../../../src/main/shell/files-to-open.ts'

const folder = mkdtempSync(join(tmpdir(), 'open-'))
for (const name of ['合同.pdf', '-x.ofd']) writeFileSync(join(folder, name), '')

describe('the files that a start is given', () => {
  it('are those that exist, from the folder of the start, and never a flag or its value', () => {
    const args = [
      '--home',
      folder,
      '合同.pdf',
      '--allow-file-access',
      'missing.pdf',
      '-x.ofd',
      join(folder, '-x.ofd'),
    ]
    expect(filesToOpen(args, folder)).toEqual([join(folder, '合同.pdf'), join(folder, '-x.ofd')])
  })
})
