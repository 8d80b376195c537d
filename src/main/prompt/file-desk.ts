import { randomUUID } from 'node:crypto'
import { AssistantError } from '../../shared/errors/index.ts'
import { partLength } from '../../shared/prompt/contract.ts'
import { replaceFile } from '../files/atomic-file.ts'

/** Takes in one file that the person picked. */
export type Reading<Result> = {
  take(part: Uint8Array): void
  /** Throws an error of the catalogue if this file cannot be the one. */
  end(): Result
}

/** Who wants the file. It throws an error of the catalogue if it cannot take this one; the person may pick another. */
export type Intake<Result> = (name: string, size: number) => Reading<Result>

/** Where the window puts the file that the person picked. */
export type FileDesk = {
  /** Ends a reading that was under way. Returns the name of the new one. */
  begin(name: string, size: number): string
  take(reading: string, at: number, part: Uint8Array): void
  end(reading: string): void
}

type UnderWay<Result> = {
  readonly id: string
  readonly size: number
  readonly reading: Reading<Result>
  taken: number
}

/** `begun` and `more` hear that the person is at it; `done` gets the result. */
export const createFileDesk = <Result>(
  intake: Intake<Result>,
  told: { begun(): void; more(): void; done(result: Result): void },
): FileDesk => {
  let now: UnderWay<Result> | null = null

  const underWay = (id: string): UnderWay<Result> => {
    if (now?.id !== id) throw new AssistantError('not-found')
    return now
  }
  return {
    begin: (name, size) => {
      now = null
      const reading = intake(name, size)
      now = { id: randomUUID(), size, reading, taken: 0 }
      told.begun()
      return now.id
    },
    take: (id, at, part) => {
      const one = underWay(id)
      if (at !== one.taken || at + part.length > one.size) throw new AssistantError('input-invalid')
      one.taken += part.length
      one.reading.take(part)
      told.more()
    },
    end: (id) => {
      const { taken, size, reading } = underWay(id)
      if (taken !== size) throw new AssistantError('input-invalid')
      now = null
      told.done(reading.end())
    },
  }
}

/** A file that goes to the person. */
export type Outgoing = { readonly name: string; readonly bytes: Uint8Array }

/** Where the window, or the system, gets it. */
export type SaveDesk = {
  part(at: number): Uint8Array
  /** False if the person chose no place. */
  save(isOpen: () => boolean): Promise<boolean>
}

/** `choosePlace` asks the person, and before another file is replaced; null where a browser saves it. */
export const createSaveDesk = (
  { name, bytes }: Outgoing,
  choosePlace: ((name: string) => Promise<string | null>) | null,
  saved: () => void,
): SaveDesk => ({
  part: (at) => bytes.subarray(at, at + partLength),
  save: async (isOpen) => {
    if (choosePlace === null) throw new AssistantError('input-invalid')
    const place = await choosePlace(name)
    if (place === null) return false
    // The page went while the person looked for a place: nobody asks for the file any more.
    if (!isOpen()) throw new AssistantError('not-found')
    await replaceFile(place, bytes)
    saved()
    return true
  },
})
