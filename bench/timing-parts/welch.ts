/** The times of one operation, in nanoseconds, with secrets of either class. */
export type Samples = { readonly fixed: Float64Array; readonly random: Float64Array }

type Moments = { readonly count: number; readonly mean: number; readonly variance: number }

/** Welford's sums over the times that are at most `limit`. */
const momentsBelow = (times: Float64Array, limit: number): Moments => {
  let [count, mean, squares] = [0, 0, 0]
  for (const time of times) {
    if (time > limit) continue
    count += 1
    const step = time - mean
    mean += step / count
    squares += step * (time - mean)
  }
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 }
}

const welch = (one: Moments, other: Moments): number => {
  const spread = one.variance / one.count + other.variance / other.count
  return spread > 0 ? Math.abs(one.mean - other.mean) / Math.sqrt(spread) : 0
}

export const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0

/**
 * The largest |t| of Welch's test over both classes, once with all times and once for each limit above which times are
 * left out: interruptions make a long tail that hides small differences.
 */
export const largestT = ({ fixed, random }: Samples): number => {
  const all = Float64Array.from([...fixed, ...random]).sort()
  const limits = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1].map((share) => quantile(all, share))
  return Math.max(...limits.map((limit) => welch(momentsBelow(fixed, limit), momentsBelow(random, limit))))
}

export const medianGap = ({ fixed, random }: Samples): number =>
  quantile(fixed.slice().sort(), 0.5) - quantile(random.slice().sort(), 0.5)
