import { isCreditCode, isOrganisationCode, isResidentId, maskedResidentId } from '../codes/index.ts'
import { DerReader, TAG } from '../der/index.ts'
import { readText } from '../der/text.ts'
import { PkiError } from '../pki-error.ts'
import type { Extension } from './extensions.ts'
import type { DistinguishedName } from './names.ts'

export type IdentityKind =
  | 'credit-code'
  | 'organisation-code'
  | 'resident-id'
  | 'officer-card'
  | 'passport'
  | 'personal-number'
  | 'social-insurance'
  | 'business-registration'
  | 'tax-number'
  | 'unique-id'

export type IdentityFact = {
  readonly kind: IdentityKind
  /** As written in the certificate, without the outer DER. Personal: not for logs or screens. */
  readonly value: string
  /** What a screen may show: personal numbers have their middle hidden. */
  readonly masked: string
  /** The extension it came from, or `subject` if it stood in the name. */
  readonly source: string
}

export type Identity = {
  readonly facts: readonly IdentityFact[]
  /** Unified social credit code, wherever the authority put it; null if none with a right check symbol. */
  readonly creditCode: string | null
  readonly organisationCode: string | null
  /** Resident identity number, masked. The whole number is only in `facts`. */
  readonly residentIdMasked: string | null
}

// GB/T 20518 (first five) and the older arc of JIT, Koal, GDCA and BJCA, with the authorities' own numbers.
const EXTENSIONS: Readonly<Record<string, IdentityKind>> = {
  '1.2.156.10260.4.1.1': 'personal-number',
  '1.2.156.10260.4.1.2': 'social-insurance',
  '1.2.156.10260.4.1.3': 'business-registration',
  '1.2.156.10260.4.1.4': 'organisation-code',
  '1.2.156.10260.4.1.5': 'tax-number',
  '1.2.86.11.7.1': 'personal-number',
  '1.2.86.11.7.2': 'social-insurance',
  '1.2.86.11.7.3': 'organisation-code',
  '1.2.86.11.7.4': 'business-registration',
  '1.2.86.11.7.5': 'tax-number',
  '1.2.86.11.7.1.8': 'unique-id',
  '2.16.840.1.113732.2': 'unique-id',
  '1.2.86.21.1.3': 'unique-id',
  '1.2.86.11.7.7550243.1': 'credit-code',
  '2.16.156.112548': 'unique-id',
  '1.2.156.112576': 'unique-id',
  '1.2.156.1.8888.148': 'unique-id',
}
const BJCA_ARC = '1.2.156.112562.2.1.1.'

// The CHOICE of GB/T 20518 5.2.3: [0] resident card, [1] officer card, [2] passport.
const CHOICES: readonly IdentityKind[] = ['resident-id', 'officer-card', 'passport']

/** The identity that a certificate states: from the extensions of both arcs or, without them, from its subject. */
export function readIdentity(extensions: readonly Extension[], subject: DistinguishedName): Identity {
  const stated = extensions.flatMap((extension) => factOf(extension))
  const facts = stated.length > 0 ? stated : factsInName(subject)
  const of = (kind: IdentityKind) => facts.find((fact) => fact.kind === kind) ?? null
  return {
    facts,
    creditCode: of('credit-code')?.value ?? null,
    organisationCode: of('organisation-code')?.value ?? null,
    residentIdMasked: of('resident-id')?.masked ?? null,
  }
}

function factOf(extension: Extension): readonly IdentityFact[] {
  const { oid, value } = extension
  const kind = EXTENSIONS[oid] ?? (oid.startsWith(BJCA_ARC) ? 'unique-id' : undefined)
  if (kind === undefined) return []
  const { text, choice } = contentOf(value)
  return text === '' ? [] : [fact(choice ?? kind, text, oid)]
}

/** The content differs between authorities: a DER string, a tagged choice (implicit or explicit), or bare text. */
function contentOf(value: Uint8Array): { readonly text: string; readonly choice: IdentityKind | null } {
  try {
    const reader = DerReader.of(value, 'identity extension', 4096)
    const tag = reader.peek()
    const choice = (tag & 0xc0) === 0x80 ? (CHOICES[tag & 0x1f] ?? null) : null
    const content = reader.content(tag)
    reader.finish()
    return { text: textWithin(tag, content), choice }
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return { text: clean(readText(TAG.t61, value) ?? ''), choice: null } // bare text, no DER
  }
}

function textWithin(tag: number, content: Uint8Array): string {
  const constructed = (tag & 0x20) !== 0
  if (!constructed && tag !== TAG.octetString) {
    return clean(readText(tag, content) ?? readText(TAG.t61, content) ?? '')
  }
  return contentOf(content).text
}

function clean(text: string): string {
  return text
    .slice(0, 256)
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim()
}

function fact(kind: IdentityKind, value: string, source: string): IdentityFact {
  const sure = recognised(kind, value)
  return { kind: sure, value, masked: isPersonal(sure) ? maskedResidentId(value) : value, source }
}

// The check symbol decides, because many authorities put the credit code where the organisation code belongs.
function recognised(kind: IdentityKind, value: string): IdentityKind {
  if (isCreditCode(value)) return 'credit-code'
  if (isResidentId(value)) return 'resident-id'
  return kind
}

function isPersonal(kind: IdentityKind): boolean {
  return [
    'resident-id',
    'officer-card',
    'passport',
    'personal-number',
    'social-insurance',
    'unique-id',
  ].includes(kind)
}

function factsInName(subject: DistinguishedName): readonly IdentityFact[] {
  const words = subject.rdns
    .flat()
    .flatMap(({ value }) => value.match(/[0-9A-Z-]{9,20}/g) ?? [])
    .slice(0, 32)
  const found = words.flatMap((word): readonly IdentityFact[] => {
    if (isCreditCode(word) || isResidentId(word)) return [fact('unique-id', word, 'subject')]
    return isOrganisationCode(word) ? [fact('organisation-code', word, 'subject')] : []
  })
  return found
}
