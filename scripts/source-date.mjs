import { root } from './node24.mjs'
import { ask } from './process.mjs'
import { stop } from './say.mjs'

/** The time that everything in a package has: the one that was given, or that of the last commit, in seconds. */
export const sourceDate = () => {
  const given = process.env.SOURCE_DATE_EPOCH
  if (given !== undefined && /^\d{1,12}$/.test(given)) return Number(given)
  if (given !== undefined) stop(`SOURCE_DATE_EPOCH takes a number of seconds, not "${given}"`)
  const { code, text } = ask('git', ['log', '-1', '--format=%ct'], { cwd: root })
  if (code === 0) return Number(text)
  return stop('Without the history of the repository SOURCE_DATE_EPOCH has to say the time of the sources.')
}
