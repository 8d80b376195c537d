/** The authority cannot be started like this; the message is for the person who tried. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
