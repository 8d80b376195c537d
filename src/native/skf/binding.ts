import koffi, { type LibraryHandle } from 'koffi'
import type { Layout, UlongSize } from './layout.ts'
import { type Kind, type SymbolName, symbols } from './symbols.ts'

export type Argument = bigint | number | Buffer | null | BlockCipher

/** BLOCKCIPHERPARAM. */
export type BlockCipher = {
  readonly IV: Uint8Array
  readonly IVLen: number
  readonly PaddingType: number
  readonly FeedBitLen: number
}

type Call = (...all: readonly Argument[]) => number
type Native = Call & { async(...all: readonly unknown[]): void }

/** A library as koffi opened it. */
export type Binding = {
  readonly has: (name: SymbolName) => boolean
  /** Calls a function and returns its error number. */
  readonly call: (name: SymbolName, ...all: readonly Argument[]) => number
  /** The same in a thread of its own: for a call that waits. The buffers must live until it returns. */
  readonly callAside: (name: SymbolName, ...all: readonly Argument[]) => Promise<number>
  /** How structures are laid out, once a device told it. */
  layout: Layout
}

const is64Bit = !['ia32', 'arm'].includes(process.arch)

// On a 64-bit machine every parameter has a place of 8 bytes, so a number that fills it is right for both sizes.
const ULONG = is64Bit ? 'uint64' : 'uint32'
const types: Readonly<Record<Exclude<Kind, 'by value'>, string>> = {
  handle: 'uintptr_t',
  number: ULONG,
  bytes: 'void *',
}

const blockCipher = (size: UlongSize) => {
  const ulong = size === 4 ? 'uint32' : 'uint64'
  return koffi.pack(`BLOCKCIPHERPARAM${size}`, {
    IV: koffi.array('uint8', 32, 'Typed'),
    IVLen: ulong,
    PaddingType: ulong,
    FeedBitLen: ulong,
  })
}
const blockCiphers = { 4: blockCipher(4), 8: blockCipher(8) }

// Only 32-bit Windows has more than one convention (the headers' DEVAPI).
const convention = process.platform === 'win32' && process.arch === 'ia32' ? '__stdcall' : '__cdecl'

const resolve = (library: LibraryHandle, name: SymbolName, size: UlongSize): Native | null => {
  const parameters = symbols[name].map((kind) => (kind === 'by value' ? blockCiphers[size] : types[kind]))
  try {
    return library.func(convention, name, 'uint32', parameters) as Native
  } catch {
    return null
  }
}

const isByValue = (name: SymbolName): boolean => (symbols[name] as readonly Kind[]).includes('by value')

/** Opens a library and finds the functions that it has. Throws the system's own words if it cannot be loaded. */
export const bind = (path: string, layout: Layout): Binding => {
  const library = koffi.load(path)
  const found = new Map<string, Native>()
  for (const name of Object.keys(symbols) as SymbolName[]) {
    for (const size of isByValue(name) ? ([4, 8] as const) : ([4] as const)) {
      const native = resolve(library, name, size)
      if (native !== null) found.set(isByValue(name) ? `${name} ${size}` : name, native)
    }
  }
  const nativeOf = (name: SymbolName): Native => {
    const native = found.get(isByValue(name) ? `${name} ${binding.layout.ulong}` : name)
    if (native === undefined) throw new Error(`the library has no ${name}`)
    return native
  }
  const binding: Binding = {
    layout,
    has: (name) => found.has(isByValue(name) ? `${name} 4` : name),
    call: (name, ...all) => nativeOf(name)(...all),
    callAside: (name, ...all) =>
      new Promise((done, fail) => {
        nativeOf(name).async(...all, (error: unknown, result: number) =>
          error === null ? done(result) : fail(error),
        )
      }),
  }
  return binding
}
