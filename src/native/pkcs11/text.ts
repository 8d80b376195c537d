const utf8 = new TextDecoder('utf-8', { fatal: true })
const gb18030 = new TextDecoder('gb18030')

const blank = /[\0\s]+$/u

/** A label as text: UTF-8 as the standard says, GBK as Chinese libraries on Windows often write it. */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes).replace(blank, '')
  } catch {
    // Not UTF-8, and GB18030 reads every byte string: the only other encoding seen in the field.
    return gb18030.decode(bytes).replace(blank, '')
  }
}

/**
 * A padded field of CK_TOKEN_INFO; '' if its bytes were no UTF-8 and are lost in the binding. Some libraries end it
 * with a NUL, and what is behind that is whatever lay in memory, another each time.
 */
export const fieldOf = (text: string): string => {
  const trimmed = (text.split('\0', 1)[0] ?? '').replace(blank, '')
  return trimmed.includes('\uFFFD') ? '' : trimmed
}
