export type { QuietHours, ReminderRules } from './due.ts'
export { createReminders, type Reminders } from './reminders.ts'
