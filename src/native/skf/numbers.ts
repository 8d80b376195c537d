// The numbers of GM/T 0016-2012 (GB/T 35291-2017).

export const SAR = {
  OK: 0,
  NOTSUPPORTYETERR: 0x0a000003,
  INVALIDHANDLEERR: 0x0a000005,
  INVALIDPARAMERR: 0x0a000006,
  NAMELENERR: 0x0a000009,
  OBJERR: 0x0a00000d,
  TIMEOUTERR: 0x0a00000f,
  INDATALENERR: 0x0a000010,
  INDATAERR: 0x0a000011,
  RSADECERR: 0x0a000019,
  KEYNOTFOUNDERR: 0x0a00001b,
  CERTNOTFOUNDERR: 0x0a00001c,
  NOTEXPORTERR: 0x0a00001d,
  BUFFER_TOO_SMALL: 0x0a000020,
  DEVICE_REMOVED: 0x0a000023,
  PIN_INCORRECT: 0x0a000024,
  PIN_LOCKED: 0x0a000025,
  PIN_INVALID: 0x0a000026,
  PIN_LEN_RANGE: 0x0a000027,
  USER_PIN_NOT_INITIALIZED: 0x0a000029,
  USER_NOT_LOGGED_IN: 0x0a00002d,
  NO_ROOM: 0x0a000030,
  FILE_NOT_EXIST: 0x0a000031,
} as const

export const SGD_SM4_ECB = 0x401
export const SGD_SM4_CBC = 0x402

/** What GenECCKeyPair may want to hear: vendors' headers do not agree on the number of SM2 signatures. */
export const SM2_SIGNATURE_NUMBERS: readonly number[] = [0x20100, 0x20200]

/** Bits of AlgAsymCap that only SM2, or only RSA, has. */
export const ASYMMETRIC_SM2 = 0x20000
export const ASYMMETRIC_RSA = 0x10000

export const ADMIN_TYPE = 0
export const USER_TYPE = 1

/** Rights of a file. */
export const SECURE_USER_ACCOUNT = 0x10
export const SECURE_ANYONE_ACCOUNT = 0xff

export const DEVICE_PRESENT = 1

/** The lengths of names that keys are known to take. */
export const LONGEST_CONTAINER_NAME = 39
export const LONGEST_FILE_NAME = 31
