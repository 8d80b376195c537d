import { closeSync, openSync, readSync } from 'node:fs'

/** What the file says about the machine that it was built for. */
export type MachineType = {
  readonly format: 'elf' | 'pe' | 'mach-o'
  readonly bits: 32 | 64
  /** As `process.arch` names it; null for a machine that is not in the table. */
  readonly architecture: string | null
}

// ELF: System V ABI, e_machine; PE: Microsoft's IMAGE_FILE_MACHINE_*; Mach-O: CPU_TYPE_*.
const elfMachines: Readonly<Record<number, string>> = {
  3: 'ia32',
  8: 'mips',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
}
const peMachines: Readonly<Record<number, string>> = { 332: 'ia32', 34404: 'x64', 43620: 'arm64' }
const machMachines: Readonly<Record<number, string>> = {
  7: 'ia32',
  16777223: 'x64',
  12: 'arm',
  16777228: 'arm64',
}

const elf = (head: Buffer): MachineType => {
  const bits = head[4] === 2 ? 64 : 32
  const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18)
  return { format: 'elf', bits, architecture: elfMachines[machine] ?? null }
}

const pe = (head: Buffer): MachineType | null => {
  const at = head.readUInt32LE(0x3c)
  if (at + 26 > head.length || head.readUInt32LE(at) !== 0x00004550) return null
  const architecture = peMachines[head.readUInt16LE(at + 4)] ?? null
  return { format: 'pe', bits: head.readUInt16LE(at + 24) === 0x20b ? 64 : 32, architecture }
}

const machO = (head: Buffer): MachineType => {
  const bits = head.readUInt32LE(0) === 0xfeedfacf ? 64 : 32
  return { format: 'mach-o', bits, architecture: machMachines[head.readUInt32LE(4)] ?? null }
}

/** The machine type in the first bytes of a library; null if they are not those of a library. */
export const machineTypeOf = (head: Buffer): MachineType | null => {
  if (head.length < 64) return null
  if (head.readUInt32BE(0) === 0x7f454c46) return elf(head)
  if (head.readUInt16BE(0) === 0x4d5a) return pe(head)
  const magic = head.readUInt32LE(0)
  return magic === 0xfeedfacf || magic === 0xfeedface ? machO(head) : null
}

/** The first bytes of a file, enough to read its header. */
export const headOf = (file: string): Buffer => {
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(4096)
    return head.subarray(0, readSync(handle, head, 0, head.length, 0))
  } finally {
    closeSync(handle)
  }
}
