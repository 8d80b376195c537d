/** The authority cannot start like this. The message is for the person who tried. */
export class CannotStart extends Error {
  override readonly name: string = 'CannotStart'
}

/** Something in the data folder is missing, damaged or of another time; it must be put right there. */
export class DataIncomplete extends CannotStart {}

/** What went wrong at the start, as one line for the person who tried. The cause stays attached. */
export function cannotStart<T>(what: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new CannotStart(`${what}: ${why}`, { cause: error })
  }
}
