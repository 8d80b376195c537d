import { join } from 'node:path'
import type { Notice } from '../../shared/models/index.ts'
import type { Ground } from '../house/ground.ts'
import { historyHandlers } from './handlers.ts'
import { createHistory } from './history.ts'
import { createHistoryService } from './history-service.ts'
import { createTransactionHistory } from './transaction-history.ts'

type Needs = Pick<Ground, 'home' | 'clock' | 'log' | 'state' | 'events' | 'words'>

export const historyPart = ({ home, clock, log, state, events, words }: Needs) => {
  const history = createHistory({ path: join(home, 'history.jsonl'), clock, log })
  const { trouble, ...lasting } = history
  if (trouble) {
    const notice: Notice = { id: 'history', level: 'attention', report: trouble }
    state.change({ notices: [...state.current().notices, notice] })
  }
  const service = createHistoryService({ history, words, now: clock })
  const tokens = () => state.current().tokens
  events.on('transaction-done', createTransactionHistory({ history, tokens }))
  return { service: { ...lasting, ...service }, handlers: historyHandlers(service) }
}
