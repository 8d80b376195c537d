import type { Texts } from '../../shared/text/index.ts'
import type { Notification } from '../shell/shell.ts'
import type { Due } from './due.ts'

/** If there are more than this, one sentence tells them all. */
const most = 3

/** The label of a soft certificate is the program's own and tells nobody anything. */
const nameOf = (
  { tokenKind, tokenName }: Due['certificate'],
  { softCertificate }: Texts['everywhere'],
): string => (tokenKind === 'soft' ? softCertificate : tokenName)

/** The system's notifications for what is due. A click leads to the first page, where each reminder has its buttons. */
export const notificationsFor = (
  due: readonly Due[],
  { reminders: words, everywhere }: Texts,
): readonly Notification[] => {
  if (due.length > most) {
    const title = words.notifyManyTitle(due.length)
    return [{ id: 'reminders', title, body: words.notifyManyBody, place: { page: 'home' } }]
  }
  return due.map(({ certificate, daysLeft }) => ({
    id: `reminder ${certificate.id}`,
    title: words.title(daysLeft),
    body: words.notifyBody(certificate.holder, nameOf(certificate, everywhere)),
    place: { page: 'home' },
  }))
}
