import { Button } from 'antd'
import type { ReactNode } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import type { UpdatesState } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { Group } from '../settings/group.tsx'
import { dateTimeOf, sizeOf } from '../words/format.ts'
import { stateWord } from './state-word.ts'
import { UpdateProblem } from './update-problem.tsx'
import styles from './updates.module.css'
import { useLooking } from './use-looking.ts'

type Offer = NonNullable<UpdatesState['offer']>

const useFacts = (updates: UpdatesState): readonly Fact[] => {
  const { offer, lookedAt } = updates
  const { words } = useAssistant()
  const say = words.updates
  return [
    { name: say.state, value: stateWord(words, updates) },
    ...(offer ? [{ name: say.newVersion, value: offer.version }] : []),
    ...(offer?.bytes ? [{ name: say.size, value: sizeOf(offer.bytes) }] : []),
    { name: say.lookedAt, value: lookedAt === null ? say.never : dateTimeOf(lookedAt) },
  ]
}

const Notes = ({ offer: { notes } }: { readonly offer: Offer }) => {
  const { snapshot, words } = useAssistant()
  return (
    <section className={styles.notes} aria-label={words.updates.notes}>
      <h3>{words.updates.notes}</h3>
      <p>{snapshot.settings.language === 'en' ? notes.en : notes.zh}</p>
    </section>
  )
}

const Downloading = ({ received, bytes }: { readonly received: number; readonly bytes: number }) => {
  const { client, words } = useAssistant()
  const say = words.updates
  const { pending, run } = useAction()
  const percent = Math.floor((received / Math.max(bytes, 1)) * 100)
  return (
    <div className={styles.progress}>
      <progress value={received} max={bytes} aria-label={say.progress} />
      <span>{say.percent(percent, sizeOf(received), sizeOf(bytes))}</span>
      <Button disabled={pending} onClick={() => void run(() => client.updates.cancel())}>
        {say.cancel}
      </Button>
    </div>
  )
}

const Restart = ({ action: { pending, run } }: { readonly action: Action }) => {
  const { client, words } = useAssistant()
  const say = words.updates
  return (
    <>
      <p className={styles.meaning}>{say.restartMeaning}</p>
      <div className={styles.buttons}>
        <Button type="primary" disabled={pending} onClick={() => void run(() => client.updates.restart())}>
          {say.restart}
        </Button>
        <Waiting active={pending} words={say.restarting} />
      </div>
    </>
  )
}

/** How a version comes to an installation that is updated by others. */
const ByOthers = ({ updates: { bringer, hasPage } }: { readonly updates: UpdatesState }) => {
  const { client, words } = useAssistant()
  const say = words.updates
  const { pending, run } = useAction()
  if (bringer === null) return null
  return (
    <>
      <p className={styles.meaning}>{say.bringers[bringer]}</p>
      {hasPage && (
        <div className={styles.buttons}>
          <Button disabled={pending} onClick={() => void run(() => client.updates.openPage())}>
            {say.openPage}
          </Button>
        </div>
      )}
    </>
  )
}

const Act = ({ updates, action }: { readonly updates: UpdatesState; readonly action: Action }): ReactNode => {
  const { client, words } = useAssistant()
  const { stage } = updates
  switch (stage.is) {
    case 'off':
    case 'none':
    case 'looking':
    case 'later':
      return null
    case 'offered':
      if (updates.bringer !== null) return <ByOthers updates={updates} />
      return (
        <div className={styles.buttons}>
          <Button
            type="primary"
            disabled={action.pending}
            onClick={() => void action.run(() => client.updates.download())}
          >
            {words.updates.download}
          </Button>
        </div>
      )
    case 'downloading':
      return <Downloading received={stage.received} bytes={stage.bytes} />
    case 'ready':
    case 'taking':
    case 'placed':
      return <Restart action={action} />
    default:
      return assertNever(stage)
  }
}

/** 软件更新 in 关于: which version there is, how far it is, and what can be done. */
export const UpdateGroup = () => {
  const { snapshot, words } = useAssistant()
  const { updates } = snapshot
  const say = words.updates
  const facts = useFacts(updates)
  const action = useAction()
  const looking = useLooking()
  if (updates.stage.is === 'off')
    return (
      <Group title={say.title}>
        <p>{say.stages.off}</p>
      </Group>
    )
  return (
    <Group
      title={say.title}
      aside={
        <span className={styles.aside}>
          <Waiting active={looking.pending} words={say.checking} />
          <Button size="small" disabled={looking.cannotLook} onClick={looking.look}>
            {say.check}
          </Button>
        </span>
      }
    >
      <div className={styles.buttons}>
        <Facts facts={facts} />
      </div>
      {updates.offer && <Notes offer={updates.offer} />}
      <Act updates={updates} action={action} />
      <UpdateProblem refusal={action.error ?? looking.error} />
    </Group>
  )
}
