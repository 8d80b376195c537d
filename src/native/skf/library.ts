import { AssistantError } from '../../shared/errors/assistant-error.ts'
import { type Argument, type Binding, bind } from './binding.ts'
import { Handle, type HandleKind } from './handles.ts'
import { standardLayout } from './layout.ts'
import { SAR } from './numbers.ts'
import { codeOf, nonsense, Refusal } from './results.ts'
import { indispensable, isOfOneMaker, type SymbolName, symbols } from './symbols.ts'

// Some libraries write more than a structure or a name needs.
const ROOM = 4096
const ROOM_FOR_CERTIFICATE = 8192
const MOST_ROOM = 1 << 20

// An out number has 8 bytes, so that a library with a ULONG of 8 writes nowhere else; its low half is the number.
const WIDE = 8

/** An out parameter for a number. */
export const numberRoom = (value = 0): Buffer => {
  const bytes = Buffer.alloc(WIDE)
  bytes.writeUInt32LE(value)
  return bytes
}
export const numberIn = (bytes: Buffer): number => bytes.readUInt32LE(0)

/** A library, called so that it can do as little harm as possible. */
export class Library {
  readonly #binding: Binding

  constructor(binding: Binding) {
    this.#binding = binding
  }

  get layout(): Binding['layout'] {
    return this.#binding.layout
  }

  /** How this library lays out structures: it stays so. */
  set layout(layout: Binding['layout']) {
    this.#binding.layout = layout
  }

  has(name: SymbolName): boolean {
    return this.#binding.has(name)
  }

  /** Calls a function. Throws a `Refusal` unless it did its work. */
  call(name: SymbolName, ...all: readonly Argument[]): void {
    if (!this.#binding.has(name)) throw new AssistantError('token-lacks')
    const code = this.#binding.call(name, ...all)
    if (code !== SAR.OK) throw new Refusal(name, code)
  }

  async callAside(name: SymbolName, ...all: readonly Argument[]): Promise<void> {
    const code = await this.#binding.callAside(name, ...all)
    if (code !== SAR.OK) throw new Refusal(name, code)
  }

  /** Calls a function whose last parameter is a new handle. */
  open<Kind extends HandleKind>(kind: Kind, name: SymbolName, ...all: readonly Argument[]): Handle<Kind> {
    const room = Buffer.alloc(WIDE)
    this.call(name, ...all, room)
    const value = room.readBigUInt64LE(0)
    if (value === 0n) throw nonsense(name)
    return new Handle(kind, value)
  }

  /** Closes a handle; afterwards it reaches no library any more, whatever the library said. */
  close(name: SymbolName, handle: Handle): void {
    if (!handle.open) return
    handle.open = false
    this.call(name, handle.value)
  }

  /** Calls a function whose last parameters are a buffer and its size. Asks again with more room if it wants more. */
  read(name: SymbolName, all: readonly Argument[], least: number = ROOM): Buffer {
    for (let room = least; ; room *= 4) {
      const bytes = Buffer.alloc(room)
      const size = numberRoom(room)
      try {
        this.call(name, ...all, bytes, size)
        if (numberIn(size) > room) throw nonsense(name)
        return bytes.subarray(0, numberIn(size))
      } catch (error) {
        if (codeOf(error) !== SAR.BUFFER_TOO_SMALL || room * 4 > MOST_ROOM) throw error
      }
    }
  }

  /** The same for certificates, which need more room. */
  readCertificate(name: SymbolName, all: readonly Argument[]): Buffer {
    return this.read(name, all, ROOM_FOR_CERTIFICATE)
  }

  /** Calls a function whose last parameter is a structure. */
  readStructure(name: SymbolName, ...all: readonly Argument[]): Buffer {
    const bytes = Buffer.alloc(ROOM)
    this.call(name, ...all, bytes)
    return bytes
  }
}

/** The functions that a library lacks, except those that only other makers have. */
export const missingIn = (library: Pick<Library, 'has'>): readonly SymbolName[] =>
  (Object.keys(symbols) as SymbolName[]).filter((name) => !library.has(name) && !isOfOneMaker(name))

/** Opens a library. Throws the system's own words if it cannot be loaded, or what it lacks if it is none of SKF. */
export const openLibrary = (path: string): Library => {
  const library = new Library(bind(path, standardLayout))
  const lacking = indispensable.filter((name) => !library.has(name))
  if (lacking.length === indispensable.length) throw new Error('no SKF library: it has no SKF_ functions')
  if (lacking.length > 0) throw new Error(`missing: ${lacking.join(', ')}`)
  return library
}
