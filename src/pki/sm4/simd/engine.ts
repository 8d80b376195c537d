import { moduleOf, relaxedLookUp, strictLookUp } from './assembler.ts'
import { cryptRoutine, hashRoutine, substituteRoutine } from './routines.ts'
import { sboxTables } from './tower.ts'

// WebAssembly by its few parts that are used here; the library of types that this room may use has none of it.
type Instance = { readonly exports: Readonly<Record<string, unknown>> }
type WebAssemblyParts = {
  readonly validate: (bytes: Uint8Array) => boolean
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => Instance
}

/** The routines with their memory. One call at a time uses it and leaves no secret there. */
export type Engine = {
  readonly memory: Uint8Array
  readonly crypt: (
    keys: number,
    from: number,
    to: number,
    mask: number,
    stride: number,
    turns: number,
  ) => void
  readonly substitute: (at: number) => void
  readonly hash: (state: number, from: number, tables: number, scratch: number, turns: number) => void
}

const PAGES = 4

function started(parts: WebAssemblyParts): Engine | null {
  const tables = sboxTables()
  for (const lookUp of [relaxedLookUp, strictLookUp]) {
    const routines = [cryptRoutine(tables, lookUp), substituteRoutine(tables, lookUp), hashRoutine(lookUp)]
    const bytes = moduleOf(routines, PAGES)
    if (!parts.validate(bytes)) continue
    const { exports } = new parts.Instance(new parts.Module(bytes))
    const { buffer } = exports.memory as { readonly buffer: ArrayBuffer }
    return { ...(exports as Omit<Engine, 'memory'>), memory: new Uint8Array(buffer) }
  }
  return null
}

function start(): Engine | null {
  const parts = (globalThis as { readonly WebAssembly?: WebAssemblyParts }).WebAssembly
  if (parts === undefined) return null
  try {
    return started(parts)
  } catch {
    // The policy of the place forbids it (a page), or the machine lacks the instructions.
    return null
  }
}

let engine: Engine | null | undefined

/** Started at its first use; null where there is no WebAssembly with vectors. */
export function simdEngine(): Engine | null {
  if (engine === undefined) engine = start()
  return engine
}
