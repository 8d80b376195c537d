import type { EventEmitter } from 'node:events'

/** An event whose default a listener can prevent, as Electron's are. */
export class StandinEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** Emits an event with its facts as properties. Returns true if no listener prevented the default. */
export const emitPreventable = (
  emitter: EventEmitter,
  name: string,
  facts: Readonly<Record<string, unknown>> = {},
  ...args: readonly unknown[]
): boolean => {
  const event = Object.assign(new StandinEvent(), facts)
  emitter.emit(name, event, ...args)
  return !event.defaultPrevented
}
