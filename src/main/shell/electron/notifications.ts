import { Notification as SystemNotification } from 'electron'
import type { Place } from '../../../shared/models/index.ts'
import type { Notification } from '../shell.ts'

/** Shows notifications; one with the id of an earlier one takes its place. A click leads where it says. */
export const createNotifier = (go: (place: Place) => void) => {
  // Kept as long as they are shown: a collected notification would not hear its click.
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
