import { describe, expect, it } from 'vitest'
import { Handle, handleValue } from '../../../../src/native/skf/handles.ts'
import { Library, missingIn, numberIn, numberRoom, openLibrary } from '../../../../src/native/skf/library.ts'
import { type SymbolName, symbols } from '../../../../src/native/skf/symbols.ts'
import { done, filling, giving, opening, refusing, scriptedLibrary, telling } from './scripted-library.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

describe('the room of an out number', () => {
  it('has 8 bytes, of which the low half counts', () => {
    expect(numberRoom()).toEqual(Buffer.alloc(8))
    expect(numberRoom(0x01020304)).toEqual(Buffer.of(4, 3, 2, 1, 0, 0, 0, 0))
    expect(numberIn(Buffer.of(4, 3, 2, 1, 9, 9, 9, 9))).toBe(0x01020304)
  })
})

describe('a call of a library', () => {
  it('is made with its parameters if the function is there', () => {
    const { library, calls } = scriptedLibrary({ SKF_LockDev: done })
    library.call('SKF_LockDev', 5n, 9)
    expect(calls).toEqual([['SKF_LockDev', 5n, 9]])
  })

  it('fails with token-lacks, and reaches nothing, if the function is missing', () => {
    const { library, calls } = scriptedLibrary({})
    expect(thrown(() => library.call('SKF_LockDev', 5n, 9))).toMatchObject({ code: 'token-lacks' })
    expect(calls).toEqual([])
  })

  it('fails with the name and the number of what was refused', () => {
    const { library } = scriptedLibrary({ SKF_LockDev: refusing(0x0a000001) })
    expect(thrown(() => library.call('SKF_LockDev', 5n, 9))).toMatchObject({
      message: 'SKF_LockDev 0x0A000001',
      function: 'SKF_LockDev',
      code: 0x0a000001,
    })
  })

  it('in a thread of its own fails in the same way', async () => {
    const right = scriptedLibrary({ SKF_ConnectDev: done })
    await right.library.callAside('SKF_ConnectDev', Buffer.from('a'), Buffer.alloc(8))
    expect(right.names()).toEqual(['SKF_ConnectDev'])
    const wrong = scriptedLibrary({ SKF_ConnectDev: refusing(0x0a00000f) })
    await expect(wrong.library.callAside('SKF_ConnectDev', Buffer.from('a'))).rejects.toMatchObject({
      function: 'SKF_ConnectDev',
      code: 0x0a00000f,
    })
  })
})

describe('a handle of a library', () => {
  it('comes out of the last parameter, with all its 64 bits', () => {
    const { library, of } = scriptedLibrary({ SKF_OpenContainer: opening(0x1_0000_0002n) })
    const handle = library.open('container', 'SKF_OpenContainer', 7n, Buffer.from('a'))
    expect(handle).toMatchObject({ kind: 'container', value: 0x1_0000_0002n, open: true })
    expect(of('SKF_OpenContainer')).toEqual([[7n, Buffer.from('a'), Buffer.alloc(8)]])
  })

  it('of 0 makes no sense', () => {
    const { library } = scriptedLibrary({ SKF_OpenContainer: opening(0n) })
    const error = thrown(() => library.open('container', 'SKF_OpenContainer', 7n))
    expect(error).toMatchObject({
      code: 'token-answered-nonsense',
      cause: { message: 'SKF_OpenContainer: nonsense' },
    })
  })

  it('is closed once, even if the library refuses', () => {
    const { library, calls } = scriptedLibrary({ SKF_CloseContainer: refusing(0x0a000001) })
    const handle = new Handle('container', 8n)
    expect(thrown(() => library.close('SKF_CloseContainer', handle))).toMatchObject({ code: 0x0a000001 })
    expect(handle.open).toBe(false)
    library.close('SKF_CloseContainer', handle)
    expect(calls).toEqual([['SKF_CloseContainer', 8n]])
  })

  it('gives its value only while it is open, and only as what it is', () => {
    const handle = new Handle('container', 8n)
    expect(handleValue(handle, 'container')).toBe(8n)
    expect(() => handleValue(handle, 'device')).toThrow(
      'a handle of a container where one of a device belongs',
    )
    handle.open = false
    expect(() => handleValue(handle, 'container')).toThrow('a handle of a container that was closed')
  })
})

const roomsOf = (calls: readonly (readonly unknown[])[]): readonly unknown[] =>
  calls.map((all) => {
    const room = all.at(-2)
    return Buffer.isBuffer(room) ? room.length : null
  })

describe('what a library writes into a buffer', () => {
  it('is as long as the library says', () => {
    const { library, of } = scriptedLibrary({ SKF_EnumDev: giving(Buffer.from('abc')) })
    expect(library.read('SKF_EnumDev', [1])).toEqual(Buffer.from('abc'))
    expect(of('SKF_EnumDev')).toEqual([[1, Buffer.alloc(4096), Buffer.of(0, 16, 0, 0, 0, 0, 0, 0)]])
  })

  it('may be nothing', () => {
    const { library } = scriptedLibrary({ SKF_EnumDev: giving(new Uint8Array()) })
    expect(library.read('SKF_EnumDev', [1])).toHaveLength(0)
  })

  it('may fill the whole room, but not more than it', () => {
    expect(scriptedLibrary({ SKF_EnumDev: telling(4096) }).library.read('SKF_EnumDev', [1])).toHaveLength(
      4096,
    )
    const { library } = scriptedLibrary({ SKF_EnumDev: telling(4097) })
    expect(thrown(() => library.read('SKF_EnumDev', [1]))).toMatchObject({ code: 'token-answered-nonsense' })
  })

  it.each([
    [4096, [4096]],
    [4097, [4096, 16384]],
    [16385, [4096, 16384, 65536]],
    [65537, [4096, 16384, 65536, 262144]],
    [1 << 20, [4096, 16384, 65536, 262144, 1 << 20]],
  ])('of %i bytes gets room of %j', (length, rooms) => {
    const { library, of } = scriptedLibrary({ SKF_EnumDev: giving(Buffer.alloc(length, 1)) })
    expect(library.read('SKF_EnumDev', [1]).equals(Buffer.alloc(length, 1))).toBe(true)
    expect(roomsOf(of('SKF_EnumDev'))).toEqual(rooms)
  })

  it('gets no more room than 1 MB', () => {
    const { library, of } = scriptedLibrary({ SKF_EnumDev: refusing(0x0a000020) })
    expect(thrown(() => library.read('SKF_EnumDev', [1]))).toMatchObject({ code: 0x0a000020 })
    expect(roomsOf(of('SKF_EnumDev'))).toEqual([4096, 16384, 65536, 262144, 1 << 20])
  })

  it('is asked for once if the library refuses for another reason', () => {
    const { library, calls } = scriptedLibrary({ SKF_EnumDev: refusing(0x0a000001) })
    expect(thrown(() => library.read('SKF_EnumDev', [1]))).toMatchObject({ code: 0x0a000001 })
    expect(calls).toHaveLength(1)
  })

  it('gets 8 kB for a certificate, and as much as is wanted otherwise', () => {
    const { library, of } = scriptedLibrary({ SKF_ExportCertificate: giving(Buffer.from('abc')) })
    expect(library.readCertificate('SKF_ExportCertificate', [8n, 1])).toEqual(Buffer.from('abc'))
    library.read('SKF_ExportCertificate', [8n, 1], 10)
    expect(roomsOf(of('SKF_ExportCertificate'))).toEqual([8192, 10])
  })

  it('is 4 kB for a structure', () => {
    const { library, of } = scriptedLibrary({ SKF_GetDevInfo: filling(Buffer.from('abc')) })
    const bytes = library.readStructure('SKF_GetDevInfo', 5n)
    expect(bytes).toHaveLength(4096)
    expect(bytes.subarray(0, 4)).toEqual(Buffer.from('abc\0'))
    expect(of('SKF_GetDevInfo')).toEqual([[5n, Buffer.alloc(4096)]])
  })
})

describe('the layout of a library', () => {
  it('is that of its binding, and can be set once it is known', () => {
    const { library } = scriptedLibrary({})
    expect(library.layout).toEqual({ ulong: 4, packed: true })
    library.layout = { ulong: 8, packed: false }
    expect(library.layout).toEqual({ ulong: 8, packed: false })
  })
})

describe('what is missing from a library', () => {
  const ofOneMaker = ['SKF_ECCDecrypt', 'SKF_ECCPrvKeyDecrypt', 'SKF_PrvKeyDecrypt', 'V_ECCPrvKeyDecrypt']

  it('are the functions that it lacks, without those of single makers', () => {
    const all = Object.keys(symbols)
    expect(missingIn({ has: () => true })).toEqual([])
    expect(missingIn({ has: () => false })).toEqual(all.filter((name) => !ofOneMaker.includes(name)))
    expect(missingIn({ has: (name: SymbolName) => name !== 'SKF_Decrypt' })).toEqual(['SKF_Decrypt'])
  })

  it('says whether a function is there', () => {
    const { library } = scriptedLibrary({ SKF_EnumDev: done })
    expect(library).toBeInstanceOf(Library)
    expect([library.has('SKF_EnumDev'), library.has('SKF_LockDev')]).toEqual([true, false])
  })
})

describe('a file that is no library', () => {
  it('is refused with the words of the system', () => {
    expect(() => openLibrary('/absent/none.so')).toThrow('Failed to load shared library')
  })
})
