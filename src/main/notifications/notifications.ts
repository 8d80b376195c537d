import type { Notified } from '../../shared/models/index.ts'
import { visible } from '../../shared/visible.ts'
import type { Notification } from '../shell/shell.ts'
import { mostNotified, type NotifiedFile } from './notified-file.ts'

export type Notifications = {
  /** Shows it as a notification of the system, and notes it. */
  notify(notification: Notification): void
  /** Notes what the person has in view already, so that it needs no notification of the system. */
  note(notification: Notification): void
  markRead(): void
  clear(): void
}

type Parts = {
  readonly file: Pick<NotifiedFile, 'write'>
  readonly now: () => Date
  readonly current: () => readonly Notified[]
  readonly change: (entries: readonly Notified[]) => void
  readonly show: (notification: Notification) => void
}

const longest = { title: 120, body: 400 } as const

const cut = (text: string, most: number): string => visible(text.slice(0, most))

/** Shows notifications and remembers them. */
export const createNotifications = ({ file, now, current, change, show }: Parts): Notifications => {
  let sequence = 0
  const keep = (entries: readonly Notified[]): void => {
    change(entries)
    file.write(entries)
  }
  const add = ({ id, title, body, place }: Notification, read: boolean): void => {
    const at = now().toISOString()
    sequence += 1
    const entry: Notified = {
      id: `${at} ${sequence} ${id}`.slice(0, 200),
      title: cut(title, longest.title),
      body: cut(body, longest.body),
      ...{ at, place, read },
    }
    keep([entry, ...current()].slice(0, mostNotified))
  }
  return {
    notify: (notification) => {
      add(notification, false)
      show(notification)
    },
    note: (notification) => add(notification, true),
    markRead: () => {
      if (current().some(({ read }) => !read)) keep(current().map((one) => ({ ...one, read: true })))
    },
    clear: () => {
      if (current().length > 0) keep([])
    },
  }
}
