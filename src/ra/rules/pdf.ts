const latin1 = new TextDecoder('latin1')

/**
 * Whether the bytes are a PDF as ISO 32000-1 7.5 defines it: a header at the start, %%EOF at the end, and a startxref
 * that points at a cross-reference table or stream. A renamed picture or web page is not.
 */
export function isPdf(bytes: Uint8Array): boolean {
  if (!/^%PDF-[12]\.\d/.test(latin1.decode(bytes.subarray(0, 16)))) return false
  const tail = latin1.decode(bytes.subarray(Math.max(0, bytes.length - 2048)))
  const match = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail)
  const offset = Number(match?.[1] ?? Number.NaN)
  if (!(offset >= 8 && offset < bytes.length)) return false
  const target = latin1.decode(bytes.subarray(offset, offset + 1024))
  return /^\s{0,2}(xref\s|\d{1,10} \d{1,5} obj[\s\S]*\/Type\s*\/XRef\b)/.test(target)
}
