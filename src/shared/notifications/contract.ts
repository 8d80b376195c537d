import { base, nothing } from '../contract/base.ts'

export const notificationsContract = {
  /** The person has seen them all. */
  markRead: base.output(nothing),
  clear: base.output(nothing),
}
