import { z } from 'zod'
import { isOlder } from './versions.ts'

/** What a manifest may hold. Anything larger is refused before it is read. */
export const manifestLimits = {
  bytes: 64 * 1024,
  signatureBytes: 4 * 1024,
  files: 24,
  fileBytes: 1024 * 1024 * 1024,
  /** In characters, for each language. */
  notes: 4_000,
  signatures: 6,
  /** A manifest that would count longer could be served long after its successors. */
  days: 100,
} as const

/** Inside the signed bytes, so that no signature over anything else counts as one over a manifest. */
export const manifestPurpose = 'cert-assistant update 1'

const day = 86_400_000

/** Three or four numbers, written in one way only. */
export const productVersion = z.string().regex(/^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2,3}$/)

/** In UTC and written in one way only. */
const instant = z.iso.datetime({ precision: 0 }).length(20)

/** Names below the folder of the manifest: no scheme, no host, nothing that leads upwards, nothing encoded. */
const below = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*){0,3}$/)

const isBoundedControl = (text: string): boolean =>
  ![...text].some((letter) => /\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}/u.test(letter) && letter !== '\n')

/** Plain text of a few paragraphs. Hidden characters, controls and those that turn the direction are refused. */
const plain = z.string().min(1).max(manifestLimits.notes).refine(isBoundedControl)

const file = z
  .strictObject({
    system: z.enum(['windows', 'linux']),
    architecture: z.enum(['x64', 'arm64', 'ia32', 'loong64']),
    kind: z.enum(['nsis', 'appimage']),
    url: below,
    size: z.int().min(1).max(manifestLimits.fileBytes),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .readonly()

export const updateFileKey = ({ system, architecture, kind }: z.infer<typeof file>): string =>
  `${system} ${architecture} ${kind}`

/** What a new version may be needed for: the businesses that have steps. */
export const neededBusiness = z.enum(['issue', 'replacement', 'renew', 'upgrade'])

/** Fields stand in this order in a manifest. */
export const manifest = z
  .strictObject({
    purpose: z.literal(manifestPurpose),
    /** Rises with every manifest, so that an older one is known as such. */
    sequence: z.int().min(1).max(2_000_000_000),
    issued: instant,
    expires: instant,
    version: productVersion,
    /** The share of computers that are offered the version, in percent. */
    rollout: z.int().min(0).max(100),
    /** The version that a business needs at least. */
    minimum: z
      .strictObject({
        issue: productVersion.optional(),
        replacement: productVersion.optional(),
        renew: productVersion.optional(),
        upgrade: productVersion.optional(),
      })
      .readonly(),
    notes: z.strictObject({ zh: plain, en: plain }).readonly(),
    files: z.array(file).max(manifestLimits.files).readonly(),
  })
  .readonly()
  .refine(({ files }) => new Set(files.map(updateFileKey)).size === files.length)
  .refine(({ minimum, version }) =>
    Object.values(minimum).every((least) => least === undefined || !isOlder(version, least)),
  )
  .refine(({ issued, expires }) => {
    const life = Date.parse(expires) - Date.parse(issued)
    return life > 0 && life <= manifestLimits.days * day
  })

export type Manifest = z.infer<typeof manifest>
export type ManifestFile = z.infer<typeof file>
export type NeededBusiness = z.infer<typeof neededBusiness>

/** The only bytes that mean this manifest: a name that is there twice or a number in another form changes them. */
export const manifestText = (content: Manifest): string => `${JSON.stringify(content, null, 2)}\n`

/** The file beside the manifest. While a key is being changed, the old and the new one sign. */
export const manifestSignatures = z.strictObject({
  signatures: z
    .array(
      z.strictObject({
        /** The public key, in hexadecimal. */
        key: z.string().regex(/^[0-9a-f]{64}$/),
        signature: z.base64().length(88),
      }),
    )
    .min(1)
    .max(manifestLimits.signatures),
})

export type ManifestSignatures = z.infer<typeof manifestSignatures>
