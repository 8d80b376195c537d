import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import type { Notices, Told } from '../notices/notices.ts'
import { historyHandlers } from './handlers.ts'
import { createHistory } from './history.ts'
import type { HistoryTrouble } from './history-file.ts'
import { createHistoryService } from './history-service.ts'
import { createTransactionHistory } from './transaction-history.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'log' | 'state' | 'events' | 'words'> & {
  readonly notices: Pick<Notices, 'of'>
  readonly tokens: { nickname(tokenId: string): string | null }
}

/** What could not be read or kept is in the data folder. */
const historyNotice = (report: HistoryTrouble): Told => ({
  key: report.code,
  level: 'attention',
  report,
  action: { kind: 'act', verb: 'open-data-folder' },
  dismissable: true,
  announced: false,
})

export const historyPart = ({ home, clock, log, state, events, words, notices, ...needs }: Needs) => {
  const history = createHistory({ path: join(home, 'history.jsonl'), clock, log })
  const { trouble, close, ...lasting } = history
  notices.of('history-file').show(trouble ? [historyNotice(trouble)] : [])
  const service = createHistoryService({ history, words, now: clock, nickname: needs.tokens.nickname })
  const tokens = () => state.current().tokens
  events.on('transaction-done', createTransactionHistory({ history, tokens }))
  return { service: { ...lasting, ...service }, handlers: historyHandlers(service), stop: close }
}
