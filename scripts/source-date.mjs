import { root } from './node24.mjs'
import { ask } from './process.mjs'
import { stop } from './say.mjs'

/** The time of the sources in seconds: the one that was given, or that of the last commit; null without a history. */
export const knownSourceDate = () => {
  const given = process.env.SOURCE_DATE_EPOCH
  if (given !== undefined && /^\d{1,12}$/.test(given)) return Number(given)
  if (given !== undefined) stop(`SOURCE_DATE_EPOCH takes a number of seconds, not "${given}"`)
  const { code, text } = ask('git', ['log', '-1', '--format=%ct'], { cwd: root })
  return code === 0 ? Number(text) : null
}

/** The time that everything in a package has. */
export const sourceDate = () =>
  knownSourceDate() ??
  stop('Without the history of the repository SOURCE_DATE_EPOCH has to say the time of the sources.')
