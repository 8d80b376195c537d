// Structures come in four forms: packed to one byte, as the standard says, or as a compiler likes them; ULONG of 4
// bytes, as the standard says, or of 8, where a header writes "unsigned long" on a 64-bit Unix.

export type UlongSize = 4 | 8

export type Layout = { readonly ulong: UlongSize; readonly packed: boolean }

/** The standard's form first: it is taken if a device tells nothing that decides. */
export const layouts: readonly Layout[] = [
  { ulong: 4, packed: true },
  { ulong: 4, packed: false },
  { ulong: 8, packed: true },
  { ulong: 8, packed: false },
]

export const standardLayout: Layout = { ulong: 4, packed: true }

/** The texts of DEVINFO: they stand in the same place in every form. */
const texts = {
  manufacturer: [0x02, 64],
  issuer: [0x42, 64],
  label: [0x82, 32],
  serial: [0xa2, 32],
} as const
const END_OF_VERSIONS = 0xc6

const numberNames = [
  'algSymCap',
  'algAsymCap',
  'algHashCap',
  'devAuthAlgId',
  'totalSpace',
  'freeSpace',
] as const
type NumberName = (typeof numberNames)[number]

export type DeviceInfo = {
  readonly manufacturer: Uint8Array
  readonly issuer: Uint8Array
  readonly label: Uint8Array
  readonly serial: Uint8Array
} & { readonly [Name in NumberName]: number }

const startOfNumbers = ({ ulong, packed }: Layout): number =>
  packed ? END_OF_VERSIONS : Math.ceil(END_OF_VERSIONS / ulong) * ulong

const ulongAt = (bytes: Buffer, at: number, ulong: UlongSize): number =>
  bytes.readUInt32LE(at) + (ulong === 8 ? bytes.readUInt32LE(at + 4) * 2 ** 32 : 0)

/** What a field says up to its first NUL. */
const textAt = (bytes: Buffer, [at, size]: readonly [number, number]): Uint8Array => {
  const field = bytes.subarray(at, at + size)
  const end = field.indexOf(0)
  return Uint8Array.from(end < 0 ? field : field.subarray(0, end))
}

/** DEVINFO as it reads in one of the forms. */
export const readDeviceInfo = (bytes: Buffer, layout: Layout): DeviceInfo => {
  const start = startOfNumbers(layout)
  const numbers = numberNames.map((name, index) => [
    name,
    ulongAt(bytes, start + index * layout.ulong, layout.ulong),
  ])
  return {
    manufacturer: textAt(bytes, texts.manufacturer),
    issuer: textAt(bytes, texts.issuer),
    label: textAt(bytes, texts.label),
    serial: textAt(bytes, texts.serial),
    ...(Object.fromEntries(numbers) as { readonly [Name in NumberName]: number }),
  }
}

const isCipher = (id: number): boolean => id > 0xff && id <= 0x8ff && (id & 0x1f) !== 0

/** Whether these can be the numbers of a device: then DEVINFO was read in its right form. */
export const isPlausible = (info: DeviceInfo): boolean =>
  isCipher(info.devAuthAlgId) &&
  info.algSymCap > 0xff &&
  info.algSymCap <= 0xffff &&
  info.algAsymCap > 0xffff &&
  info.algAsymCap <= 0xfffff &&
  info.algHashCap > 0 &&
  info.algHashCap <= 0xff &&
  info.freeSpace <= info.totalSpace

/** The form in which a library answers; null if what it says makes sense in none. */
export const layoutOf = (bytes: Buffer): Layout | null =>
  layouts.find((layout) => isPlausible(readDeviceInfo(bytes, layout))) ?? null
