/**
 * The places at which the crash suite kills the server. Test reports name a place by its number, so never renumber.
 * "before" is before the transaction, "inside" is between two of its writes, "after" is between the commit and the
 * answer.
 */
export const crashPoints = {
  1: 'open before',
  2: 'open inside',
  3: 'open after',
  4: 'submit before',
  5: 'submit inside',
  6: 'submit after',
  7: 'pay before',
  8: 'pay inside',
  9: 'pay after',
  10: 'review before',
  11: 'review inside',
  12: 'review after',
  13: 'collect before',
  14: 'collect inside',
  15: 'collect after',
  16: 'confirm before',
  17: 'confirm inside',
  18: 'confirm after',
  19: 'abandon inside',
  20: 'expire inside',
  21: 'refund before',
  22: 'refund inside',
  23: 'refund after',
} as const

export type CrashPoint = keyof typeof crashPoints

/** Called with the place that the server has reached. It does nothing outside the crash suite. */
export type ReachedPoint = (point: CrashPoint) => void

export const neverCrash: ReachedPoint = () => {}
