import { Notification as SystemNotification } from 'electron'
import type { Place } from '../../../shared/models/index.ts'
import type { Notification } from '../shell.ts'

/** Shows notifications. One replaces an earlier one with the same id. A click leads to its place. */
export const createNotifier = (go: (place: Place) => void) => {
  // Kept while they are shown, because a garbage-collected notification does not hear its click.
  const open = new Map<string, SystemNotification>()
  return ({ id, title, body, place }: Notification): void => {
    if (!SystemNotification.isSupported()) return
    open.get(id)?.close()
    const shown = new SystemNotification({ title, body })
    const forget = () => {
      if (open.get(id) === shown) open.delete(id)
    }
    shown.on('click', () => {
      forget()
      go(place)
    })
    shown.on('close', forget)
    open.set(id, shown)
    shown.show()
  }
}
