import type { Argument, Binding } from '../../../../src/native/skf/binding.ts'
import type { Connection, Place } from '../../../../src/native/skf/connections.ts'
import { Handle } from '../../../../src/native/skf/handles.ts'
import { standardLayout } from '../../../../src/native/skf/layout.ts'
import { Library } from '../../../../src/native/skf/library.ts'
import type { SymbolName } from '../../../../src/native/skf/symbols.ts'

/** What a function does with its parameters, and the number that it answers. */
export type Answer = (...all: readonly Argument[]) => number
export type Script = { [Name in SymbolName]?: Answer }

type Called = readonly [SymbolName, ...(readonly Argument[])]

export type ScriptedLibrary = {
  readonly library: Library
  /** Every call with its parameters as they were when it began. */
  readonly calls: readonly Called[]
  /** The names of the functions that were called, in their order. */
  readonly names: () => readonly SymbolName[]
  /** The parameters of the calls of one function. */
  readonly of: (name: SymbolName) => readonly (readonly Argument[])[]
}

const copyOf = (one: Argument): Argument => (Buffer.isBuffer(one) ? Buffer.from(one) : one)

/** A library with the functions of the script; others are missing from it. */
export const scriptedLibrary = (
  script: Script,
  layout: Binding['layout'] = standardLayout,
): ScriptedLibrary => {
  const calls: Called[] = []
  const call = (name: SymbolName, ...all: readonly Argument[]): number => {
    calls.push([name, ...all.map(copyOf)])
    const answer = script[name]
    if (answer === undefined) throw new Error(`no ${name} in the script`)
    return answer(...all)
  }
  const binding: Binding = {
    layout,
    has: (name) => script[name] !== undefined,
    call,
    callAside: async (...all) => call(...all),
  }
  return {
    library: new Library(binding),
    calls,
    names: () => calls.map(([name]) => name),
    of: (name) => calls.flatMap(([one, ...all]) => (one === name ? [all] : [])),
  }
}

export const done: Answer = () => 0
export const refusing =
  (code: number): Answer =>
  () =>
    code

export const throwing =
  (error: Error): Answer =>
  () => {
    throw error
  }

const bufferAt = (all: readonly Argument[], at: number): Buffer => {
  const one = all.at(at)
  if (!Buffer.isBuffer(one)) throw new Error('no buffer there')
  return one
}

/** Answers with bytes and their number, in the last two parameters; with too little room it asks for more. */
export const giving =
  (bytes: Uint8Array): Answer =>
  (...all) => {
    const room = bufferAt(all, -2)
    if (room.length < bytes.length) return 0x0a000020
    room.set(bytes)
    bufferAt(all, -1).writeUInt32LE(bytes.length)
    return 0
  }

/** Answers with a structure, in the last parameter. */
export const filling =
  (bytes: Uint8Array): Answer =>
  (...all) => {
    bufferAt(all, -1).set(bytes)
    return 0
  }

/** Answers with a handle, in the last parameter. */
export const opening =
  (value: bigint): Answer =>
  (...all) => {
    bufferAt(all, -1).writeBigUInt64LE(value)
    return 0
  }

/** Answers with numbers, each in a parameter of its own, the last ones of the call. */
export const telling =
  (...numbers: readonly number[]): Answer =>
  (...all) => {
    for (const [index, number] of numbers.entries())
      bufferAt(all, index - numbers.length).writeUInt32LE(number)
    return 0
  }

/** A list of names as the standard writes it. */
export const listed = (...names: readonly string[]): Buffer =>
  Buffer.from([...names, ''].map((name) => `${name}\0`).join(''))

/** The answers one after another; the last one is repeated. */
export const inTurn = (...answers: readonly Answer[]): Answer => {
  let turn = 0
  return (...all) => {
    const answer = answers[Math.min(turn, answers.length - 1)] ?? done
    turn += 1
    return answer(...all)
  }
}

export const connectionOf = (library: Library, name = 'one'): Connection => ({
  library,
  name: Buffer.from(name),
  device: new Handle('device', 5n),
})

export const placeOf = (library: Library): Place => ({
  ...connectionOf(library),
  application: new Handle('application', 7n),
})
