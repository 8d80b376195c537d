const utf8 = new TextDecoder('utf-8', { fatal: true })
const gb18030 = new TextDecoder('gb18030')

const blank = /[\0\s]+$/u

/** A label as text: UTF-8 as the standard says, or GBK, which Chinese libraries on Windows often write. */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes).replace(blank, '')
  } catch {
    // If it is not UTF-8, it is read as GB18030: the only other encoding seen in the field, and it can read any
    // bytes.
    return gb18030.decode(bytes).replace(blank, '')
  }
}

/**
 * A padded field of CK_TOKEN_INFO; '' if its bytes were not UTF-8 and the binding lost them. Some libraries end it
 * with a NUL; whatever follows is random memory that changes each time.
 */
export const fieldOf = (text: string): string => {
  const trimmed = (text.split('\0', 1)[0] ?? '').replace(blank, '')
  return trimmed.includes('\uFFFD') ? '' : trimmed
}
