import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ReadableSeal, SealBefore, UpgradeView } from '../../shared/models/index.ts'
import { newSealsOf } from '../../shared/upgrade/rows.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { go } from '../place/use-place.ts'
import { sealTones } from '../seals/seal-state.ts'
import styles from './upgrade.module.css'

/** An address of the picture; null if there is none. */
const usePicture = (ask: () => Promise<{ mediaType: string; base64: string } | null>, key: string) => {
  const [address, setAddress] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which picture is asked for
  useEffect(() => {
    let gone = false
    ask().then(
      (picture) => {
        if (!gone && picture) setAddress(`data:${picture.mediaType};base64,${picture.base64}`)
      },
      () => {}, // the frame stays empty; what the seal says stands below it
    )
    return () => {
      gone = true
    }
  }, [key])
  return address
}

type SideProps = {
  readonly title: string
  readonly seal: Pick<SealBefore, 'name' | 'state'> | null
  readonly address: string | null
}

const Side = ({ title, seal, address }: SideProps) => {
  const { words } = useAssistant()
  const say = words.upgrade.seal
  return (
    <figure className={styles.side}>
      <figcaption>{title}</figcaption>
      <div className={styles.paper}>
        {seal && address && <img src={address} alt={words.seals.picture(seal.name)} />}
        {!(seal && address) && <span>{seal ? say.notShown : say.pending}</span>}
      </div>
      {seal && (
        <div>
          <p>{seal.name}</p>
          <StateWord tone={sealTones[seal.state]}>{words.seals.state[seal.state]}</StateWord>
        </div>
      )}
    </figure>
  )
}

const Before = ({ upgrade, seal }: { readonly upgrade: UpgradeView; readonly seal: SealBefore }) => {
  const { client, words } = useAssistant()
  const { number } = seal
  const address = usePicture(() => client.upgrade.sealBefore({ upgradeId: upgrade.id, number }), number)
  return <Side title={words.upgrade.seal.before} seal={seal} address={address} />
}

const After = ({ seal }: { readonly seal: ReadableSeal | null }) => {
  const { client, words } = useAssistant()
  const sealId = seal?.id ?? ''
  const ask = async () => (sealId === '' ? null : client.seals.picture({ sealId }))
  return <Side title={words.upgrade.seal.after} seal={seal} address={usePicture(ask, sealId)} />
}

const Leave = ({ upgradeId, disabled }: { readonly upgradeId: string; readonly disabled: boolean }) => {
  const { client, words } = useAssistant()
  const say = words.upgrade.seal
  const [open, setOpen] = useState(false)
  const { pending, error, run } = useAction()
  return (
    <>
      <Button size="large" disabled={disabled} onClick={() => setOpen(true)}>
        {say.leave}
      </Button>
      <ConfirmDialog
        open={open}
        title={say.leaveTitle}
        pending={pending}
        say={{ no: say.leaveNo, yes: say.leaveYes, doing: say.leaving }}
        close={() => setOpen(false)}
        confirm={() => void run(() => client.upgrade.leaveSeal({ upgradeId }))}
      >
        <p>{say.leaveMeaning}</p>
        {error && <ErrorNote report={error} />}
      </ConfirmDialog>
    </>
  )
}

type Props = { readonly upgrade: UpgradeView; readonly next: () => void }

/** The old seal and the new one side by side. Before it is written, there is a place for the new one. */
const Change = ({ upgrade }: Pick<Props, 'upgrade'>) => {
  const done = upgrade.seal === 'done'
  const fresh = newSealsOf(useAssistant().snapshot, upgrade)
  return upgrade.seals.map((before, index) => (
    <div key={before.number} className={styles.seals}>
      <Before upgrade={upgrade} seal={before} />
      <Icon name="right" size={20} />
      <After seal={done ? (fresh.find(({ name }) => name === before.name) ?? fresh[index] ?? null) : null} />
    </div>
  ))
}

/** 印章更新. It is a tick of its own and may be done later. */
export const SealMoment = ({ upgrade, next }: Props) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.upgrade.seal
  const { pending, error, run } = useAction()
  const upgradeId = upgrade.id
  const done = upgrade.seal === 'done'
  const here = snapshot.tokens.some(({ id }) => id === upgrade.tokenId)
  return (
    <Card>
      <div className={form.column}>
        <div>
          <h2 className={form.lead}>{say.lead}</h2>
          <p className={form.soft} role="status">
            {done ? say.done : upgrade.tokenKind === 'soft' ? say.meaningSoft : say.meaning}
          </p>
        </div>
        <Change upgrade={upgrade} />
        {!here && !done && <Note tone="info" title={say.plug(upgrade.tokenName)} />}
        {error && <ErrorNote report={error} />}
        {done ? (
          <Foot>
            <Button type="primary" size="large" onClick={next} autoFocus>
              {words.upgrade.next}
            </Button>
          </Foot>
        ) : (
          <Foot
            aside={
              <>
                <Button size="large" disabled={pending} onClick={() => go({ page: 'upgrades' })}>
                  {words.upgrade.later}
                </Button>
                <Leave upgradeId={upgradeId} disabled={pending} />
              </>
            }
            waiting={{ active: pending, words: say.acting }}
          >
            <Button
              type="primary"
              size="large"
              disabled={pending || !here}
              onClick={() => void run(() => client.upgrade.updateSeal({ upgradeId }))}
            >
              {say.act}
            </Button>
          </Foot>
        )}
      </div>
    </Card>
  )
}
