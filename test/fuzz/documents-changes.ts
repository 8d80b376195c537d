import { ofd, plainFiles } from '../forgeries/ofd-maker.ts'
import { ofdBytes } from '../forgeries/page-maker.ts'
import { richPage } from '../forgeries/rich-page.ts'
import { below, pick, type Random } from '../random.ts'
import { mutated } from './mutations.ts'

const words = [
  ...[
    '0',
    '-1',
    '4294967295',
    '99999999999',
    '1 0 R',
    '5 0 R',
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    '%%EOF\n',
    'startxref\n0\n',
  ],
  ...[
    '/ByteRange[0 1 2 3]',
    '/Prev 0',
    '/Kids[2 0 R]',
    '/Parent 3 0 R',
    'endobj',
    'stream\n',
    'obj',
    'xref\n0 99\n',
  ],
  ...[
    '<a>',
    '</a>',
    '<!--',
    '-->',
    ']]>',
    '&#x41;',
    '&a;',
    '<?xml?>',
    'BaseLoc="../.."',
    'BaseLoc="/"',
    '/Doc_0/Document.xml',
  ],
]

/** Text is put over text, because a changed byte alone mostly breaks a number that is checked first. */
const overwritten = (bytes: Buffer, random: Random): Buffer => {
  const copy = Buffer.from(bytes)
  for (let left = 1 + below(random, 6); left > 0 && copy.length > 0; left--)
    copy.write(pick(random, words), below(random, copy.length), 'latin1')
  return copy
}

const spliced = (bytes: Buffer, random: Random): Buffer => {
  const at = below(random, bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(random, words)), bytes.subarray(at)])
}

const rich = richPage()
const richFiles = Object.keys(rich.files ?? {})

/** A page with everything that pages are made of, one part of it changed. */
export const changedPage = (random: Random, change: (bytes: Buffer) => Buffer): Buffer => {
  const turned = (part: string | undefined) => change(Buffer.from(part ?? '')).toString()
  const name = pick(random, ['layer', 'head', 'common', 'more', 'resources', ...richFiles] as const)
  const file = rich.files?.[name]
  if (file !== undefined)
    return ofdBytes({ ...rich, files: { ...rich.files, [name]: change(Buffer.from(file)) } })
  switch (name) {
    case 'head':
    case 'common':
    case 'more':
    case 'resources':
      return ofdBytes({ ...rich, [name]: turned(rich[name]) })
    default:
      return ofdBytes({ ...rich, layer: turned(rich.layer) })
  }
}

/** An OFD file whose parts are changed and whose package is right, so that the change is reached. */
export const changedParts = (random: Random, change: (bytes: Buffer) => Buffer): Buffer => {
  const parts = [
    ...plainFiles(2).keys(),
    'Doc_0/Signs/Signatures.xml',
    'Doc_0/Signs/Sign_0/Signature.xml',
    'Doc_0/Signs/Sign_0/SignedValue.dat',
  ]
  const name = pick(random, parts)
  return ofd({
    files: plainFiles(2),
    after: (files) => void files.set(name, change(files.get(name) ?? Buffer.alloc(0))),
  })
}

/** The bytes, changed in one of three ways. */
export const changed = (bytes: Buffer, random: Random): Buffer => {
  const how = random()
  if (how < 0.4) return Buffer.from(mutated([bytes], random))
  return how < 0.7 ? overwritten(bytes, random) : spliced(bytes, random)
}
