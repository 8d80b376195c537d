import { visibleName } from '../visible.ts'

/** `refuses`: the signature does not hold. `doubts`: it must not be called valid. `notes`: a person should know. */
export type Weight = 'refuses' | 'doubts' | 'notes'

/** Every reason that a verdict can give, with its weight. Its words are in verification-words. */
export const reasonWeights = {
  // The file.
  'not-a-document': 'refuses',
  damaged: 'refuses',
  'limits-exceeded': 'refuses',
  'duplicate-names': 'refuses',
  'unsafe-name': 'refuses',
  'readers-disagree': 'refuses',
  'changed-while-read': 'refuses',
  'names-by-case': 'doubts',
  encrypted: 'doubts',
  sealed: 'doubts',
  'document-unsigned': 'doubts',
  'signature-not-in-use': 'doubts',
  'not-all-checked': 'doubts',
  'prefixed-bytes': 'notes',
  'bytes-after-end': 'notes',
  'versions-present': 'notes',
  'signature-may-be-gone': 'notes',
  // The bytes that are signed.
  'digest-differs': 'refuses',
  'file-missing': 'refuses',
  'refused-digest': 'refuses',
  'unknown-digest': 'doubts',
  'weak-digest': 'doubts',
  'description-changed': 'refuses',
  'signature-wrong': 'refuses',
  'signature-unreadable': 'refuses',
  'content-inside': 'refuses',
  'content-missing': 'doubts',
  'no-signer-certificate': 'doubts',
  'unsupported-algorithm': 'doubts',
  'trailing-bytes': 'doubts',
  'byte-range-wrong': 'refuses',
  // The seal.
  'seal-file-differs': 'refuses',
  'seal-file-missing': 'refuses',
  'seal-signature-wrong': 'refuses',
  'signer-not-in-seal': 'refuses',
  'seal-not-yet-valid': 'refuses',
  'seal-expired': 'refuses',
  'seal-maker-wrong': 'refuses',
  'seal-maker-untrusted': 'doubts',
  'seal-made-by-its-user': 'doubts',
  'seal-maker-unnamed': 'notes',
  'other-signature-named': 'notes',
  // The signer and the time.
  'signer-expired': 'refuses',
  'signer-not-yet-valid': 'refuses',
  'signer-not-for-signing': 'refuses',
  'signer-revoked': 'refuses',
  'chain-wrong': 'refuses',
  'chain-not-all-tried': 'doubts',
  'unknown-root': 'doubts',
  'expired-since': 'doubts',
  'revoked-since': 'doubts',
  'revocation-not-checked': 'notes',
  'signed-in-future': 'doubts',
  'time-stamp-wrong': 'doubts',
  'time-stamp-untrusted': 'doubts',
  'time-claimed': 'notes',
  'no-time': 'notes',
  // What it covers, and what came later.
  'covers-nothing': 'refuses',
  'partly-covered': 'doubts',
  'annotations-open': 'doubts',
  'extras-open': 'notes',
  'unused-files-open': 'notes',
  'relative-missing': 'doubts',
  'relative-invalid': 'refuses',
  'changed-after': 'refuses',
  'forbidden-after': 'refuses',
  'revision-unreadable': 'refuses',
  'not-all-compared': 'doubts',
  'filled-after': 'doubts',
  'annotated-after': 'doubts',
  'structure-after': 'doubts',
  'permitted-after': 'notes',
  'signed-after': 'notes',
  'validation-data-after': 'notes',
  'properties-after': 'notes',
} as const satisfies Readonly<Record<string, Weight>>

export type ReasonCode = keyof typeof reasonWeights

/** `details` are names of files, certificates or parts of the document: data, and never a sentence. */
export type Reason = { readonly code: ReasonCode; readonly details: readonly string[] }

const mostDetails = 20

/** A reason with as many details as a person reads. */
export const reason = (code: ReasonCode, details: readonly string[] = []): Reason => ({
  code,
  details: [
    ...details.slice(0, mostDetails).map(visibleName),
    ...(details.length > mostDetails ? ['…'] : []),
  ],
})

/** What reasons of these weights come to. */
export const outcomeOf = (reasons: readonly Reason[]): 'valid' | 'undecided' | 'invalid' => {
  const weights = new Set<Weight>(reasons.map(({ code }) => reasonWeights[code]))
  if (weights.has('refuses')) return 'invalid'
  return weights.has('doubts') ? 'undecided' : 'valid'
}
