import type { SoftTrouble } from '../../native/index.ts'
import type { Notice } from '../../shared/models/index.ts'

const prefix = 'soft-file '
const noticeOf = ({ file, code }: SoftTrouble): Notice => ({
  id: `${prefix}${code} ${file}`,
  level: 'problem',
  report: { code, params: { file } },
})

/** Tells once of each file of a soft certificate that something happened to; the notice leaves when that is over. */
export const createSoftNotices = () => {
  let told = new Set<string>()

  return (troubles: readonly SoftTrouble[], notices: readonly Notice[]): readonly Notice[] => {
    const now = troubles.map(noticeOf)
    const ids = new Set(now.map(({ id }) => id))
    const kept = notices.filter(({ id }) => !id.startsWith(prefix) || ids.has(id))
    const fresh = now.filter(({ id }) => !told.has(id))
    told = ids
    return fresh.length === 0 && kept.length === notices.length ? notices : [...kept, ...fresh]
  }
}
