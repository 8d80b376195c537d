import { Button } from 'antd'
import { useState } from 'react'
import type { ReadableSeal, SealView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { dateOf } from '../words/format.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { SealPicture } from './seal-picture.tsx'
import { SealProblem } from './seal-problem.tsx'
import { sealTones } from './seal-state.ts'
import styles from './seals.module.css'

const SealFacts = ({ seal }: { readonly seal: ReadableSeal }) => {
  const { words } = useAssistant()
  const say = words.seals
  const { picture, admits, validFrom, validTo } = seal
  return (
    <Facts
      facts={[
        { name: say.typeName, value: say.type[seal.type] },
        ...(admits.length > 0 ? [{ name: say.holder, value: admits.join(' · ') }] : []),
        { name: say.maker, value: seal.maker },
        { name: say.validity, value: `${dateOf(validFrom)} – ${dateOf(validTo)}` },
        { name: say.sizeName, value: say.size(picture.width, picture.height) },
      ]}
    />
  )
}

const More = ({ seal }: { readonly seal: ReadableSeal }) => {
  const { words } = useAssistant()
  const say = words.seals
  return (
    <details className={styles.more}>
      <summary>
        {say.more}
        <Icon name="down" size={16} />
      </summary>
      <Facts
        facts={[
          { name: say.number, value: seal.number },
          { name: say.createdAt, value: dateOf(seal.createdAt) },
          { name: say.standard, value: seal.standard },
        ]}
      />
    </details>
  )
}

type Props = {
  readonly seal: SealView
  readonly canWrite: boolean
  /** Says what was done, where it stays when the seal is gone. */
  readonly told: (words: string) => void
}

const Acts = ({ seal, canWrite, told }: Props) => {
  const { client, words } = useAssistant()
  const say = words.seals
  const { pending, error, run } = useAction()
  const [asking, setAsking] = useState(false)
  const save = () =>
    void run(async () => {
      const { fileName, base64 } = await client.seals.export({ sealId: seal.id })
      saveFile(fileName, base64, 'application/octet-stream')
      told(say.saved(fileName))
    })
  const name = seal.kind === 'seal' ? seal.name : say.unreadable
  return (
    <>
      <div className={styles.acts}>
        {seal.kind === 'seal' && (
          <Button
            size="small"
            icon={<Icon name="download" size={14} />}
            disabled={pending}
            onClick={save}
            aria-label={`${say.save} ${name}`}
          >
            {say.save}
          </Button>
        )}
        {canWrite && (
          <Button
            size="small"
            type="text"
            onClick={() => setAsking(true)}
            aria-label={`${say.remove} ${name}`}
          >
            {say.remove}
          </Button>
        )}
      </div>
      <SealProblem error={error} />
      <RemoveDialog
        seal={seal}
        open={asking}
        close={() => setAsking(false)}
        removed={() => told(say.removed)}
      />
    </>
  )
}

/** One seal: its picture, its facts, whether it can be used, and what can be done with it. */
export const Seal = (props: Props) => {
  const { words } = useAssistant()
  const say = words.seals
  const { seal } = props
  if (seal.kind === 'unreadable')
    return (
      <li className={styles.seal}>
        <div className={styles.body}>
          <StateWord tone="bad">{say.unreadable}</StateWord>
          <p className={styles.quiet}>{say.unreadableMeaning}</p>
          <Acts {...props} />
        </div>
      </li>
    )
  return (
    <li className={styles.seal}>
      <SealPicture seal={seal} />
      <div className={styles.body}>
        <h4 className={styles.name}>{seal.name}</h4>
        <StateWord tone={sealTones[seal.state]}>{say.state[seal.state]}</StateWord>
        <SealFacts seal={seal} />
        <More seal={seal} />
        <Acts {...props} />
      </div>
    </li>
  )
}
