import type { Calendar } from './calendar.ts'

/**
 * The holidays of 2026 by the State Council's notice of 4 November 2025 (国务院办公厅关于2026年部分节假日安排的通知). For
 * other years only the weekends are off: an authority enters each year's holidays when they are announced.
 */
export const demoCalendar: Calendar = {
  daysOff: [
    ...['2026-01-01', '2026-01-02'],
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
    '2026-04-06',
    ...['2026-05-01', '2026-05-04', '2026-05-05'],
    '2026-06-19',
    '2026-09-25',
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  ],
  workingWeekends: [...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']],
  closesAtHour: 17,
}
