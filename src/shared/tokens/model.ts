import { z } from 'zod'
import { certificatePair } from '../certificates/model.ts'
import { errorReport } from '../errors/report.ts'

/** What a token can do. All code above asks this and never asks for the vendor. */
export const capability = z.enum([
  'sm2-generate',
  'sm2-sign',
  /** Opens what is sealed to its SM2 keys: at least the key of an envelope. */
  'sm2-decrypt',
  'import-pair',
  'unwrap-inside',
  'rsa-sign',
  'ec-sign',
  'write-certificate',
  'delete-objects',
  'data-objects',
  'change-pin',
  'unlock-with-secret',
])

/** What is known about the PIN before anybody types it. */
export const pinState = z.readonly(
  z.object({
    /** null if the token reports only flags. */
    triesLeft: z.int().nullable(),
    triesMax: z.int().nullable(),
    countLow: z.boolean(),
    lastTry: z.boolean(),
    locked: z.boolean(),
    isDefault: z.boolean(),
    initialised: z.boolean(),
    /** Whether the PIN is typed on the device itself (protected authentication path). */
    entryOnDevice: z.boolean(),
  }),
)

export const pinRule = z.readonly(z.object({ min: z.int(), max: z.int() }))

export const tokenKind = z.enum(['ukey', 'soft'])

export const tokenView = z.readonly(
  z.object({
    id: z.string(),
    kind: tokenKind,
    label: z.string(),
    /** The name that the person gave it; null if it has only its own. */
    nickname: z.string().nullable(),
    vendor: z.string(),
    model: z.string(),
    serial: z.string(),
    driverId: z.string(),
    pin: pinState,
    pinRule,
    capabilities: z.array(capability).readonly(),
    /** The room that it says it has, in bytes; left out if it does not say. */
    freeBytes: z.int().optional(),
    pairs: z.array(certificatePair).readonly(),
    /** How many certificates on the token could not be read. */
    unreadable: z.int(),
    /** The business that holds this token now. */
    busy: z.string().nullable(),
  }),
)

/** A device that is plugged in, or a driver that is installed, that gives no usable token, and why. */
export const deviceTrouble = z.readonly(
  z.object({
    id: z.string(),
    report: errorReport,
    vendor: z.string().nullable(),
    driverId: z.string().nullable(),
    usbId: z.string().nullable(),
    /** The message of the system or the library, not translated. */
    systemWords: z.string().nullable(),
    downloadPage: z.string().nullable(),
  }),
)

/** What was found in a library when it was opened. */
export const libraryFinding = z.readonly(
  z.object({
    /** Of the process that could load it. */
    architecture: z.string().max(40),
    /** Functions of the standard that it lacks. */
    missing: z.array(z.string().max(80)).max(200).readonly(),
    /** How many devices it lists; its own words if it refused to. */
    devices: z.union([z.int().nonnegative(), z.string().max(2_000)]),
  }),
)

export const driverView = z.readonly(
  z.object({
    id: z.string(),
    vendor: z.string(),
    source: z.enum(['built-in', 'user']),
    state: z.enum(['running', 'not-installed', 'idle', 'failed', 'invalid']),
    library: z.string().nullable(),
    reason: z.string().nullable(),
    finding: libraryFinding.nullable(),
    /** Where its maker offers it; null if that is not known. */
    downloadPage: z.string().nullable(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const tokensSlice = {
  /** Whether the first look for tokens is over. Before that nobody knows whether none is plugged in. */
  settled: z.boolean(),
  tokens: z.array(tokenView).readonly(),
  troubles: z.array(deviceTrouble).readonly(),
  drivers: z.array(driverView).readonly(),
}

export type Capability = z.infer<typeof capability>
export type PinState = z.infer<typeof pinState>
export type PinRule = z.infer<typeof pinRule>
export type TokenKind = z.infer<typeof tokenKind>
export type TokenView = z.infer<typeof tokenView>
export type DeviceTrouble = z.infer<typeof deviceTrouble>
export type LibraryFinding = z.infer<typeof libraryFinding>
export type DriverView = z.infer<typeof driverView>
