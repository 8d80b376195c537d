import { Pin } from '../../shared/pin/pin.ts'

const pinsIn = (value: unknown): readonly Pin[] => {
  if (value instanceof Pin) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pinsIn) : []
}

/**
 * Lends the PINs inside `what` to `work` and drops them when it is over, whatever happened. Code that works longer
 * takes them over (`Pin.takeOver`). No other code needs to drop one.
 */
export const lendingPins = async <T>(what: unknown, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } finally {
    for (const pin of pinsIn(what)) pin.drop()
  }
}
