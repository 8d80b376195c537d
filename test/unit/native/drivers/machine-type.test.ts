import { describe, expect, it } from 'vitest'
import { machineTypeOf } from '../../../../src/native/drivers/machine-type.ts'

const elf = (machine: number, { bits = 2, order = 1, length = 64 } = {}): Buffer => {
  const head = Buffer.alloc(length)
  head.set([0x7f, 0x45, 0x4c, 0x46, bits, order])
  if (order === 2) head.writeUInt16BE(machine, 18)
  else head.writeUInt16LE(machine, 18)
  return head
}
const pe = (machine: number, magic: number, at = 64, length = at + 26): Buffer => {
  const head = Buffer.alloc(at + 26)
  head.write('MZ')
  head.writeUInt32LE(at, 0x3c)
  head.write('PE\0\0', at)
  head.writeUInt16LE(machine, at + 4)
  head.writeUInt16LE(magic, at + 24)
  return head.subarray(0, length)
}
const machO = (magic: number, machine: number, length = 64): Buffer => {
  const head = Buffer.alloc(length)
  head.writeUInt32LE(magic, 0)
  head.writeUInt32LE(machine, 4)
  return head
}

// A wrong answer here offers a person a library that cannot be loaded, or hides the one that can.
describe('the machine that a library was built for', () => {
  it.each([
    [3, 'ia32'],
    [8, 'mips'],
    [40, 'arm'],
    [62, 'x64'],
    [183, 'arm64'],
    [243, 'riscv64'],
    [258, 'loong64'],
    [0, null],
    [21, null],
  ])('is told by number %i in ELF: %s', (machine, architecture) => {
    expect(machineTypeOf(elf(machine))).toEqual({ format: 'elf', bits: 64, architecture })
    expect(machineTypeOf(elf(machine, { bits: 1 }))).toEqual({ format: 'elf', bits: 32, architecture })
  })

  it('is read in the order of bytes that the file names', () => {
    expect(machineTypeOf(elf(8, { order: 2 }))?.architecture).toBe('mips')
    expect(machineTypeOf(elf(0x0800, { order: 2 }))?.architecture).toBeNull()
    expect(machineTypeOf(elf(0x0800, { order: 1 }))?.architecture).toBeNull()
    expect(machineTypeOf(elf(258, { order: 2 }))?.architecture).toBe('loong64')
  })

  it.each([
    [0x14c, 0x10b, 'ia32', 32],
    [0x8664, 0x20b, 'x64', 64],
    [0xaa64, 0x20b, 'arm64', 64],
    [0x1c4, 0x10b, null, 32],
  ])('is told by number %i in PE', (machine, magic, architecture, bits) => {
    expect(machineTypeOf(pe(machine, magic))).toEqual({ format: 'pe', bits, architecture })
  })

  it('is read if the header of PE just fits into what was read, and not with a byte less', () => {
    expect(machineTypeOf(pe(0x8664, 0x20b, 100))?.architecture).toBe('x64')
    expect(machineTypeOf(pe(0x8664, 0x20b, 100, 125))).toBeNull()
  })

  it('is not guessed if the header of PE is elsewhere', () => {
    const head = pe(0x8664, 0x20b)
    head.writeUInt32LE(65, 0x3c)
    expect(machineTypeOf(Buffer.concat([head, Buffer.alloc(64)]))).toBeNull()
    head.writeUInt32LE(0xffffffff, 0x3c)
    expect(machineTypeOf(head)).toBeNull()
  })

  it.each([
    [0xfeedface, 7, 'ia32', 32],
    [0xfeedface, 12, 'arm', 32],
    [0xfeedfacf, 0x01000007, 'x64', 64],
    [0xfeedfacf, 0x0100000c, 'arm64', 64],
    [0xfeedfacf, 18, null, 64],
  ])('is told by magic number %i and type %i in Mach-O', (magic, machine, architecture, bits) => {
    expect(machineTypeOf(machO(magic, machine))).toEqual({ format: 'mach-o', bits, architecture })
  })

  it('is none in a file that is no library', () => {
    expect(machineTypeOf(machO(0xcafebabe, 7))).toBeNull()
    expect(machineTypeOf(machO(0xfeedfad0, 7))).toBeNull()
    expect(machineTypeOf(Buffer.alloc(64))).toBeNull()
  })

  it('needs the first 64 bytes', () => {
    expect(machineTypeOf(elf(62, { length: 64 }))).not.toBeNull()
    expect(machineTypeOf(elf(62, { length: 63 }))).toBeNull()
    expect(machineTypeOf(machO(0xfeedfacf, 7, 63))).toBeNull()
    expect(machineTypeOf(Buffer.alloc(0))).toBeNull()
  })
})
