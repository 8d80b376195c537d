import { explain } from '../../shared/errors/index.ts'
import type { Language, Notice } from '../../shared/models/index.ts'
import type { Notification } from '../shell/shell.ts'

/** A notice of the first page as a notification of the system. */
export const explainedNotification = ({ id, report }: Notice, language: Language): Notification => {
  const { title, happened } = explain(report, language)
  return { id, title, body: happened, place: { page: 'home' } }
}
