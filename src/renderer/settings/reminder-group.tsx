import { Select, Switch } from 'antd'
import type { Settings, SettingsChange } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Group, Row } from './group.tsx'

type Props = { readonly settings: Settings; readonly change: (change: SettingsChange) => void }

const night = { from: '22:00', to: '08:00' }

/** Every half hour of the day. */
const times = Array.from({ length: 48 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, '0')
  return `${hour}:${half % 2 === 0 ? '00' : '30'}`
})
const options = times.map((time) => ({ value: time, label: time }))

/** 到期提醒: when no reminder may pop up. */
export const ReminderGroup = ({ settings, change }: Props) => {
  const { words } = useAssistant()
  const say = words.reminders
  const { quietHours } = settings
  return (
    <Group title={say.settings}>
      <Row
        name={say.quiet}
        meaning={say.quietMeaning}
        control={({ labelId, describedBy }) => (
          <Switch
            checked={quietHours !== null}
            onChange={(on) => change({ quietHours: on ? night : null })}
            aria-labelledby={labelId}
            aria-describedby={describedBy}
          />
        )}
      />
      {quietHours && (
        <Row
          name={say.quietFromTo}
          control={() => (
            <>
              <Select
                value={quietHours.from}
                onChange={(from) => change({ quietHours: { ...quietHours, from } })}
                aria-label={say.quietFrom}
                style={{ width: 100 }}
                options={options}
              />
              {' – '}
              <Select
                value={quietHours.to}
                onChange={(to) => change({ quietHours: { ...quietHours, to } })}
                aria-label={say.quietTo}
                style={{ width: 100 }}
                options={options}
              />
            </>
          )}
        />
      )}
    </Group>
  )
}
