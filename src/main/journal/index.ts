export { type Journal, type JournalFile, openJournal, type Unfinished } from './journal.ts'
