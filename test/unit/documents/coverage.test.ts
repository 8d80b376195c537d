import { expect, it } from 'vitest'
import { judgeCoverage } from '../../../src/documents/ofd-verification/coverage.ts'
import type { Part } from '../../../src/documents/ofd-verification/reach.ts'

const parts = new Map<string, Part>([
  ['Doc_0/Pages/0.xml', 'page'],
  ['Doc_0/Pages/1.xml', 'page'],
  ['Doc_0/Annotations.xml', 'annotation'],
  ['Doc_0/Attachment.xml', 'extra'],
])
const names = ['OFD.xml', ...parts.keys(), 'Doc_0/Signs/0.xml', 'left-over.bin']

/** What is said of a signature that leaves these files open. */
const said = (...open: readonly string[]) => {
  const { coverage, reasons } = judgeCoverage({
    reach: { parts, unread: [] },
    protectedFiles: new Set(names.filter((name) => !open.includes(name))),
    names: new Set(names),
    ofSignatures: new Set(['Doc_0/Signs/0.xml']),
  })
  return [coverage.state, ...reasons.map(({ code, details }) => [code, details])]
}

it.each([
  [[], ['whole']],
  [['Doc_0/Signs/0.xml'], ['whole']],
  [['left-over.bin'], ['whole', ['unused-files-open', ['left-over.bin']]]],
  [['Doc_0/Pages/1.xml'], ['part', ['partly-covered', ['Doc_0/Pages/1.xml']]]],
  [['Doc_0/Annotations.xml'], ['part', ['annotations-open', ['Doc_0/Annotations.xml']]]],
  [
    ['Doc_0/Attachment.xml', 'OFD.xml'],
    ['part', ['extras-open', ['Doc_0/Attachment.xml', 'OFD.xml']]],
  ],
  [
    ['Doc_0/Pages/0.xml', 'Doc_0/Pages/1.xml'],
    ['nothing', ['covers-nothing', []]],
  ],
])('each file that a signature leaves open is named once, by what it is: %j', (open, expected) => {
  expect(said(...open)).toEqual(expected)
})
