import { TAG } from './tag.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function ascii(content: Uint8Array): string | null {
  let bits = 0
  for (let i = 0; i < content.length; i++) bits |= content[i] as number
  if (bits >= 0x80) return null
  return content.length <= 1024 ? String.fromCharCode(...content) : strictUtf8.decode(content)
}

function utf8(content: Uint8Array): string | null {
  try {
    return strictUtf8.decode(content)
  } catch {
    return null // the decoder's only answer to bytes that are not UTF-8
  }
}

function wide(content: Uint8Array, width: 2 | 4): string | null {
  if (content.length % width !== 0) return null
  let text = ''
  for (let i = 0; i < content.length; i += width) {
    let code = 0
    for (let j = 0; j < width; j++) code = code * 256 + (content[i + j] ?? 0)
    if (code > 0x10ffff) return null
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code)
  }
  return text
}

// Old Chinese authorities wrote UTF-8 or GBK into T61String; nothing in the structure tells which.
function t61(content: Uint8Array): string | null {
  return ascii(content) ?? utf8(content) ?? new TextDecoder('gbk').decode(content)
}

/** Text of a character string's content by its tag, or null if the tag is no string or the bytes do not fit it. */
export function readText(tag: number, content: Uint8Array): string | null {
  switch (tag) {
    case TAG.utf8:
      return ascii(content) ?? utf8(content)
    case TAG.printable:
    case TAG.ia5:
    case TAG.numeric:
    case TAG.visible:
      // Some real certificates hold UTF-8 inside PrintableString. Reading it beats refusing the person's certificate.
      return ascii(content) ?? utf8(content)
    case TAG.t61:
      return t61(content)
    case TAG.bmp:
      return wide(content, 2)
    case TAG.universal:
      return wide(content, 4)
    default:
      return null
  }
}
