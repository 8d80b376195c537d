const utf8 = new TextDecoder('utf-8', { fatal: true })
const gb18030 = new TextDecoder('gb18030')

const blank = /[\0\s]+$/u

/** ASCII and letters that UTF-8 writes in two bytes and no Chinese key has. */
const foreign =
  /^[\p{ASCII}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}]*$/u
const chinese = /^[\p{ASCII}\p{Script=Han}]*$/u

const readAsUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/**
 * A label as text: UTF-8 as the standard says, or GBK, which Chinese libraries on Windows often write. Some short words
 * in GBK are UTF-8 as well: 小 has the bytes of a Cyrillic letter. GB18030 can read any bytes.
 */
export const textOf = (bytes: Uint8Array): string => {
  const [standard, other] = [readAsUtf8(bytes), gb18030.decode(bytes)]
  const isGbk = standard === null || (foreign.test(standard) && chinese.test(other))
  return (isGbk ? other : standard).replace(blank, '')
}

/**
 * A padded field of CK_TOKEN_INFO; '' if its bytes were not UTF-8 and the binding lost them. Some libraries end it
 * with a NUL; whatever follows is random memory that changes each time.
 */
export const fieldOf = (text: string): string => {
  const trimmed = (text.split('\0', 1)[0] ?? '').replace(blank, '')
  return trimmed.includes('\uFFFD') ? '' : trimmed
}
