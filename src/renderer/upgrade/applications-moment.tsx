import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { OpenableApplication, UpgradeView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import styles from './upgrade.module.css'

const useApplications = (upgradeId: string) => {
  const { client } = useAssistant()
  const action = useAction()
  const { run } = action
  const [list, setList] = useState<readonly OpenableApplication[] | null>(null)
  const load = useCallback(
    () => void run(async () => setList(await client.upgrade.applications({ upgradeId }))),
    [client, run, upgradeId],
  )
  useEffect(load, [load])
  return { ...action, list, load }
}

type ListProps = {
  readonly list: readonly OpenableApplication[]
  readonly ticked: readonly string[]
  readonly tick: (ids: readonly string[]) => void
}

const List = ({ list, ticked, tick }: ListProps) => {
  const say = useAssistant().words.upgrade.applications
  const closed = list.filter(({ opened }) => !opened).map(({ id }) => id)
  const isAll = closed.length > 0 && closed.every((id) => ticked.includes(id))
  return (
    <fieldset className={styles.applications}>
      <legend>{say.lead}</legend>
      {closed.length > 1 && (
        <label className={form.tick}>
          <input type="checkbox" checked={isAll} onChange={() => tick(isAll ? [] : closed)} />
          <span>{say.all}</span>
        </label>
      )}
      {list.map(({ id, name, about, opened }) => (
        <label key={id} className={form.choice}>
          <input
            type="checkbox"
            checked={opened || ticked.includes(id)}
            disabled={opened}
            onChange={() => tick(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id])}
          />
          <span>
            <strong>{name}</strong>
            <small>{about}</small>
            {opened && <small className={form.obstacle}>{say.opened}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Chosen, but the authority has not answered yet. */
const Sending = ({ upgradeId }: { readonly upgradeId: string }) => {
  const { client, words } = useAssistant()
  const say = words.upgrade.applications
  const { pending, error, run } = useAction()
  return (
    <>
      <Note tone="info" title={say.sending} />
      {error && <ErrorNote report={error} />}
      <Foot waiting={{ active: pending, words: say.acting }}>
        <Button
          type="primary"
          size="large"
          disabled={pending}
          onClick={() => void run(() => client.upgrade.resend({ upgradeId }))}
        >
          {say.retry}
        </Button>
      </Foot>
    </>
  )
}

const Choosing = ({ upgradeId }: { readonly upgradeId: string }) => {
  const { client, words } = useAssistant()
  const say = words.upgrade.applications
  const { list, error, pending, load } = useApplications(upgradeId)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const opening = useAction()
  const open = (ids: readonly string[]) =>
    void opening.run(() => client.upgrade.openApplications({ upgradeId, ids: [...ids] }))
  return (
    <>
      {error && <ErrorNote report={error} actions={<Button onClick={load}>{words.frame.retry}</Button>} />}
      {opening.error && <ErrorNote report={opening.error} />}
      {pending && <Waiting words={words.upgrade.loading} />}
      {list?.length === 0 && <p>{say.none}</p>}
      {list && list.length > 0 && <List list={list} ticked={ticked} tick={setTicked} />}
      <Foot
        aside={
          <Button size="large" disabled={opening.pending} onClick={() => go({ page: 'upgrades' })}>
            {words.upgrade.later}
          </Button>
        }
        waiting={{ active: opening.pending, words: say.acting }}
      >
        <Button size="large" disabled={opening.pending || list === null} onClick={() => open([])}>
          {say.skip}
        </Button>
        <Button
          type="primary"
          size="large"
          disabled={opening.pending || ticked.length === 0}
          onClick={() => open(ticked)}
        >
          {say.act}
        </Button>
      </Foot>
    </>
  )
}

/** 应用开通. It is a tick of its own and may be done later. */
export const ApplicationsMoment = ({ upgrade }: { readonly upgrade: UpgradeView }) => (
  <Card>
    <div className={form.column}>
      {upgrade.applications === 'sending' ? (
        <Sending upgradeId={upgrade.id} />
      ) : (
        <Choosing upgradeId={upgrade.id} />
      )}
    </div>
  </Card>
)
