/** The text of a file: UTF-8, or else the encoding in which Chinese spreadsheets save. */
export function csvText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The lines of so many calls. */
export function parts<T>(lines: readonly T[], atOnce: number): T[][] {
  return Array.from({ length: Math.ceil(lines.length / atOnce) }, (_, i) =>
    lines.slice(i * atOnce, (i + 1) * atOnce),
  )
}
