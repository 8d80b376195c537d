import { explain } from '../../shared/errors/index.ts'
import type { Language, Notice } from '../../shared/models/index.ts'
import type { Notification } from '../shell/shell.ts'

/** A notice as a notification of the system. A click leads where the notice's button would. */
export const explainedNotification = ({ id, report, action }: Notice, language: Language): Notification => {
  const { title, happened } = explain(report, language)
  return { id, title, body: happened, place: action.kind === 'go' ? action.place : { page: 'home' } }
}
