import type { Store } from '../../../src/ra/store/store.ts'

/** A store that can do these things only; whoever asks for another one fails. */
export function storeOf(operations: Partial<Store>): Store {
  const only: ProxyHandler<Partial<Store>> = {
    get: (target, name, receiver) => {
      if (!(name in target)) throw new Error(`the store was asked for ${String(name)}`)
      return Reflect.get(target, name, receiver)
    },
  }
  return new Proxy(operations, only) as Store
}
