import type { Part } from './part.ts'

type HandlersOf<P> = P extends { readonly handlers: infer H } ? H : unknown

/** Parts in the order in which they need each other. */
export type House<Built extends object, Served> = {
  /** Builds one more part on the services that stand: it can reach none that comes after it. */
  add<Name extends string, P extends Part<unknown>>(
    name: Name,
    make: (built: Built) => P,
  ): House<Built & { readonly [N in Name]: P['service'] }, Served & HandlersOf<P>>
  /** The ground, and the service of each part by its name. */
  readonly built: Built
  /** The slices of the contract that the parts serve, joined. */
  readonly handlers: Served
  start(): void
  /** The last that was built stops first. */
  stop(): void
}

/** One that fails keeps no other from its turn. */
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

/** A house of which only the ground is there. */
export const buildOn = <Ground extends object>(ground: Ground): House<Ground, unknown> =>
  standing(ground, {}, [])
