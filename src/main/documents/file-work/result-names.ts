import { extname } from 'node:path'
import { AssistantError } from '../../../shared/errors/index.ts'

/** The longest name that file systems take, in bytes. */
const longest = 255
const most = 10_000

/** What Windows takes for a device, whatever ending it has. */
export const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/** What sealed files and messages are called. */
export const messageEnding = /\.(p7m|p7s|p7b|p7c|p7|sig|cms|pkcs7|asc|pem|der)$/i
export const signatureEnding = '.p7s'
export const messageFileEnding = '.p7m'

const fitting = (name: string): string => {
  if (Buffer.byteLength(name) > longest) throw new AssistantError('document-name-too-long')
  return name
}

/** `合同` with `.pdf`: 合同.pdf, 合同(1).pdf, 合同(2).pdf … */
function* numbered(stem: string, ending: string): Generator<string, void> {
  yield fitting(`${stem}${ending}`)
  for (let n = 1; n < most; n += 1) yield fitting(`${stem}(${n})${ending}`)
}

/** 合同.pdf(1) → 合同.pdf: the number came from a result. 报告(2) has its number from the person. */
const withoutNumber = (stem: string): string => stem.replace(/(\.[^.()]{1,10})\(\d{1,5}\)$/, '$1')

const split = (name: string): readonly [string, string] => {
  const ending = extname(name)
  return [name.slice(0, name.length - ending.length), ending]
}

/** 合同.pdf → 合同.pdf.p7s */
export const signatureNames = (name: string): Iterable<string> => numbered(name, signatureEnding)
/** 合同.pdf → 合同.pdf.p7m */
export const messageNames = (name: string): Iterable<string> => numbered(name, messageFileEnding)
/** A message that gets one more signer keeps its ending: 合同.pdf.p7s → 合同.pdf(1).p7s */
export const againNames = (name: string): Iterable<string> => {
  const [stem, ending] = split(name)
  return numbered(withoutNumber(stem), messageEnding.test(ending) ? ending : signatureEnding)
}

/** 合同.pdf → 合同(已签章).pdf */
export const stampedNames = (name: string, mark: string): Iterable<string> => {
  const [stem, ending] = split(name)
  return numbered(`${stem}${mark}`, ending)
}

/** 合同.pdf.p7m → 合同.pdf, or 合同(1).pdf if there is one; what has no known ending is marked. */
export const openedNames = (name: string, mark: string): Iterable<string> => {
  const found = messageEnding.exec(name)
  const inner = found === null ? '' : withoutNumber(name.slice(0, found.index))
  // A name that hides the file, or that Windows does not take, is not made.
  const isPlain = inner !== '' && !inner.startsWith('.') && !/[. ]$/.test(inner) && !device.test(inner)
  if (isPlain) return numbered(...split(inner))
  const [stem, ending] = split(found === null ? name : name.slice(0, found.index))
  return numbered(`${stem}${mark}`, ending)
}
