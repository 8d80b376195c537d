export const softTroubleCodes = [
  'soft-file-damaged',
  'soft-file-newer',
  'soft-file-twice',
  'folder-not-writable',
] as const
/** What happened to a file that can still be used. */
export const softWarningCodes = ['soft-file-copy-used', 'soft-file-changed'] as const
export type SoftWarning = (typeof softWarningCodes)[number]

/** A soft certificate's file, or the folder of them, and what happened to it. */
export type SoftTrouble = {
  readonly file: string
  readonly code: (typeof softTroubleCodes)[number] | SoftWarning
}
