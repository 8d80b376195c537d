export { createHistory, type Happened, type History, type HistoryQuestion } from './history.ts'
export { type HistoryWords, historyTable, tableOf } from './history-export.ts'
export { createHistoryService, type HistoryService } from './history-service.ts'
export { createTransactionHistory } from './transaction-history.ts'
