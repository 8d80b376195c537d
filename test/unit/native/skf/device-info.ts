import type { Layout } from '../../../../src/native/skf/layout.ts'

/** What a usual device says of itself. */
export const usualNumbers = {
  algSymCap: 0x400,
  algAsymCap: 0x30000,
  algHashCap: 0x7,
  devAuthAlgId: 0x401,
  totalSpace: 65_536,
  freeSpace: 40_000,
}

const usualTexts = { manufacturer: 'Maker', issuer: 'Model K1', label: 'Key', serial: 'S-001' }

type Said = Partial<typeof usualNumbers & typeof usualTexts>

/** DEVINFO as a device of this layout writes it. */
export const deviceInfoBytes = (said: Said = {}, { ulong, packed }: Layout): Buffer => {
  const bytes = Buffer.alloc(400)
  const texts = { ...usualTexts, ...said }
  bytes.write(texts.manufacturer, 0x02)
  bytes.write(texts.issuer, 0x42)
  bytes.write(texts.label, 0x82)
  bytes.write(texts.serial, 0xa2)
  // Two bytes each for the versions of the hardware and the firmware.
  const start = packed ? 0xc6 : 0xc8
  const { algSymCap, algAsymCap, algHashCap, devAuthAlgId, totalSpace, freeSpace } = {
    ...usualNumbers,
    ...said,
  }
  const numbers = [algSymCap, algAsymCap, algHashCap, devAuthAlgId, totalSpace, freeSpace]
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, start + index * ulong)
  return bytes
}
