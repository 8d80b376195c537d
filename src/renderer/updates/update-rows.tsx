import { Button, Switch } from 'antd'
import type { Settings, SettingsChange } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { Group, Row } from '../settings/group.tsx'
import { dateTimeOf } from '../words/format.ts'
import { stateWord } from './state-word.ts'
import { UpdateProblem } from './update-problem.tsx'
import { useLooking } from './use-looking.ts'

type Props = { readonly settings: Settings; readonly change: (change: SettingsChange) => void }

const LookRow = () => {
  const { snapshot, words } = useAssistant()
  const say = words.updates
  const { offer, lookedAt } = snapshot.updates
  const { look, cannotLook, pending, error } = useLooking()
  const state = [stateWord(words, snapshot.updates), offer?.version].filter(Boolean).join(' · ')
  return (
    <>
      <Row
        name={say.state}
        meaning={lookedAt === null ? state : `${state} · ${say.lookedAt} ${dateTimeOf(lookedAt)}`}
        control={() => (
          <>
            <Waiting active={pending} words={say.checking} />{' '}
            {offer === null ? (
              <Button disabled={cannotLook} onClick={look}>
                {say.check}
              </Button>
            ) : (
              <Button onClick={() => go({ page: 'settings', section: 'about' })}>
                {words.notices.verb['see-update']}
              </Button>
            )}
          </>
        )}
      />
      <UpdateProblem refusal={error} />
    </>
  )
}

/** 软件更新 in 通用设置. */
export const UpdateRows = ({ settings, change }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.updates
  const { stage, bringer } = snapshot.updates
  const fixed = snapshot.policies.settings.includes('autoUpdate')
  if (stage.is === 'off')
    return (
      <Group title={say.title}>
        <p>{say.stages.off}</p>
      </Group>
    )
  return (
    <Group title={say.title}>
      {bringer === null && (
        <Row
          name={say.auto}
          meaning={say.autoMeaning}
          fixed={fixed}
          control={({ labelId, describedBy }) => (
            <Switch
              disabled={fixed}
              checked={settings.autoUpdate}
              onChange={(autoUpdate) => change({ autoUpdate })}
              aria-labelledby={labelId}
              aria-describedby={describedBy}
            />
          )}
        />
      )}
      <LookRow />
    </Group>
  )
}
