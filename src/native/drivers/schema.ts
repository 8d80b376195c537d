import { z } from 'zod'

/** JSON has no hexadecimal numbers, but a table of mechanism numbers is unreadable without them. */
const hex = z
  .string()
  .regex(/^0x[0-9A-Fa-f]{1,8}$/, 'must be a hexadecimal number such as 0x80000004')
  .transform((text) => Number.parseInt(text, 16))

const usbNumber = z
  .string()
  .regex(/^[0-9A-Fa-f]{4}$/, 'must be four hexadecimal digits such as 096E')
  .transform((text) => Number.parseInt(text, 16))

/** How much a number may be trusted: 2 sources agree, 1 source, our own, or unverified. */
const confidence = z.enum(['two-sources', 'one-source', 'own', 'unverified'])

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case words joined by hyphens')

/** The form of r and s in the result; 'either' if the source does not say. */
export const signatureForm = z.enum(['der', 'raw', 'either'])
/** The form in which a ciphertext is handed in: SM2Cipher, or 04||x||y||C3||C2. */
export const cipherForm = z.enum(['asn1', 'raw'])

/** The SM2 numbers of one vendor family; PKCS#11 itself has none. */
export const mechanismFamily = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  confidence,
  sm2: z.strictObject({
    keyType: hex.nullable(),
    generate: z.array(hex).readonly(),
    /** Mechanisms that sign a ready digest e. */
    signDigest: z.array(z.strictObject({ mechanism: hex, form: signatureForm })).readonly(),
    decrypt: z.array(z.strictObject({ mechanism: hex, form: cipherForm })).readonly(),
  }),
  notes: z.string().optional(),
})

const library = z.strictObject({
  abi: z.enum(['pkcs11', 'skf']),
  system: z.enum(['linux', 'win32', 'darwin']),
  architectures: z
    .array(z.enum(['x64', 'arm64', 'ia32', 'loong64', 'riscv64']))
    .nonempty()
    .optional(),
  /** An absolute path, or a name to look for in the system's library folders; ${NAME} and %NAME% are expanded. */
  path: z.string().min(1),
  /** How sure it is that the maker ships a library of this name for this ABI. */
  confidence: confidence.optional(),
})

/** Where to read the number of PIN tries; PKCS#11 itself knows only flags. */
const triesFrom = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flags') }),
  z.strictObject({
    kind: z.literal('hardware-feature'),
    feature: hex,
    userLeft: hex,
    userMax: hex,
  }),
])

export const driverFile = z.strictObject({
  id: identifier,
  vendor: z.string().min(1).max(80),
  /** Lower comes first if two libraries show the same key. */
  order: z.int().min(0).max(1000).default(100),
  usb: z
    .array(
      z.strictObject({
        vendorId: usbNumber,
        productIds: z.array(usbNumber).readonly().default([]),
        /** false if devices of other makers carry this vendor number too. */
        anyProduct: z.boolean().default(true),
        confidence,
      }),
    )
    .readonly()
    .default([]),
  libraries: z.array(library).readonly(),
  /** Mechanism families to look for, best first. */
  families: z.array(identifier).readonly().default([]),
  /** The mechanism that unwraps an SM2EnvelopedKey inside the token. */
  unwrapEnveloped: hex.nullable().default(null),
  pin: z
    .strictObject({
      min: z.int().min(1).max(64),
      max: z.int().min(1).max(64),
    })
    .refine((rule) => rule.min <= rule.max, 'min must not exceed max'),
  triesFrom: triesFrom.default({ kind: 'flags' }),
  /** Text that C_Initialize passes to the library, if the library wants one (NSS: which database). */
  parameters: z.string().min(1).max(1024).nullable().default(null),
  /** What a key that speaks SKF wants. */
  skf: z
    .strictObject({
      /** Applications to show, if a device has one of these names; otherwise all of them. */
      applications: z.array(z.string().min(1).max(64)).readonly().default([]),
      /** false if the library hangs or crashes while another thread waits for its events. */
      events: z.boolean().default(true),
    })
    .default({ applications: [], events: true }),
  /** How often to look for keys that come or go, if the usual pace would be wasted on this library. */
  pollMilliseconds: z.int().min(100).max(60_000).nullable().default(null),
  downloadPage: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  notes: z.string().optional(),
})

/** Makers of mere readers, which are not Ukeys. */
export const readerMakers = z.strictObject({
  vendorIds: z.array(usbNumber).readonly(),
  notes: z.string().optional(),
})

export type MechanismFamily = z.infer<typeof mechanismFamily>
export type DriverFile = z.infer<typeof driverFile>
export type DriverLibrary = DriverFile['libraries'][number]
export type SignatureForm = z.infer<typeof signatureForm>
export type CipherForm = z.infer<typeof cipherForm>
export type TriesFrom = z.infer<typeof triesFrom>

/** The first complaint of a schema, worded for the person who edits the file. */
export const complaintOf = (error: z.ZodError): string => {
  const issue = error.issues[0]
  if (issue === undefined) return 'does not fit the schema'
  const place = issue.path.join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}
