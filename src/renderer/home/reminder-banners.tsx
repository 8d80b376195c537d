import { Button, Dropdown } from 'antd'
import type { ReminderView, SnoozeChoice } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { dateOf, keptName } from '../words/format.ts'

/** More than these would push everything else out of view. */
const most = 3

const Later = ({ reminder }: { readonly reminder: ReminderView }) => {
  const { client, words } = useAssistant()
  const say = words.reminders
  const { error, pending, run } = useAction()
  const choose = (choice: SnoozeChoice) =>
    void run(() => client.reminders.snooze({ reminderId: reminder.id, choice }))
  const items = [
    { key: 'tomorrow', label: say.tomorrow },
    ...(reminder.weekOffered ? [{ key: 'week', label: say.week }] : []),
    { key: 'never', label: say.never },
  ]
  return (
    <>
      <Dropdown
        trigger={['click']}
        getPopupContainer={(button) => button.parentElement ?? document.body}
        menu={{ items, onClick: ({ key }) => choose(key as SnoozeChoice) }}
      >
        <Button disabled={pending}>{say.later}</Button>
      </Dropdown>
      {error && <ErrorNote report={error} />}
    </>
  )
}

const Banner = ({ reminder }: { readonly reminder: ReminderView }) => {
  const { words } = useAssistant()
  const say = words.reminders
  const { id, daysLeft, holder, present, notAfter } = reminder
  const tokenName = keptName(reminder, words)
  return (
    <Note
      tone={daysLeft < 0 ? 'bad' : 'soon'}
      icon="clock"
      title={say.title(daysLeft)}
      actions={
        <>
          <Later reminder={reminder} />
          <Button type="primary" onClick={() => go({ page: 'renewal', certificateId: id })}>
            {say.renewNow}
          </Button>
        </>
      }
    >
      <p>{holder === tokenName ? holder : say.on(holder, tokenName)}</p>
      <p>{[say.until(dateOf(notAfter)), present ? null : say.away(tokenName)].filter(Boolean).join(' · ')}</p>
    </Note>
  )
}

/** Certificates that end soon, the earliest first, each with a link to its renewal. */
export const ReminderBanners = () => {
  const { snapshot } = useAssistant()
  return snapshot.reminders.slice(0, most).map((reminder) => <Banner key={reminder.id} reminder={reminder} />)
}
