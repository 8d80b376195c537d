/** The authority cannot be started like this; the message is for the person who tried. */
export class CannotStart extends Error {
  override readonly name: string = 'CannotStart'
}

/** Something that belongs into the data folder is missing, damaged or of another time: it must be put right there. */
export class DataIncomplete extends CannotStart {}

/** What went wrong while starting, as one line for the person who tried; the cause stays with it. */
export function cannotStart<T>(what: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new CannotStart(`${what}: ${why}`, { cause: error })
  }
}
