import type { Part } from './part.ts'

type HandlersOf<P> = P extends { readonly handlers: infer H } ? H : unknown

/** Parts, each after those that it needs. */
export type House<Built extends object, Served> = {
  /** Builds one more part on the services so far. It cannot reach a part that comes after it. */
  add<Name extends string, P extends Part<unknown>>(
    name: Name,
    make: (built: Built) => P,
  ): House<Built & { readonly [N in Name]: P['service'] }, Served & HandlersOf<P>>
  /** The ground, and the service of each part under its name. */
  readonly built: Built
  /** The contract slices that the parts serve, joined. */
  readonly handlers: Served
  start(): void
  /** Stops the parts, the last built first. */
  stop(): void
}

/** A part that fails does not keep the others from their turn. */
const each = (parts: readonly Part<unknown>[], act: (part: Part<unknown>) => void): void => {
  const errors: unknown[] = []
  for (const part of parts) {
    try {
      act(part)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors)
}

const standing = <Built extends object, Served>(
  built: Built,
  handlers: Served,
  parts: readonly Part<unknown>[],
): House<Built, Served> => ({
  built,
  handlers,
  add: <Name extends string, P extends Part<unknown>>(name: Name, make: (built: Built) => P) => {
    if (name in built) throw new Error(`two parts are called ${name}`)
    const part = make(built)
    const more = { ...built, [name]: part.service } as Built & { readonly [N in Name]: P['service'] }
    const served = { ...handlers, ...part.handlers } as Served & HandlersOf<P>
    return standing(more, served, [...parts, part])
  },
  start: () => each(parts, ({ start }) => start?.()),
  stop: () => each(parts.toReversed(), ({ stop }) => stop?.()),
})

/** A house that has only its ground. */
export const buildOn = <Ground extends object>(ground: Ground): House<Ground, unknown> =>
  standing(ground, {}, [])
