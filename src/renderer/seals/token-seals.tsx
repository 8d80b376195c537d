import { Button } from 'antd'
import { useRef, useState } from 'react'
import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { base64Of } from '../live/base64.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { Seal } from './seal.tsx'
import { SealProblem } from './seal-problem.tsx'
import styles from './seals.module.css'

/** What is larger is no seal, so it is not even read. */
const largest = 512 * 1024

type ActsProps = {
  readonly token: TokenView
  readonly has: boolean
  readonly action: Action
  readonly told: (words: string | null) => void
}

/** The button stands for a field that the system draws in its own way. */
const FileButton = ({
  action,
  chosen,
}: {
  readonly action: Action
  readonly chosen: (file: File) => void
}) => {
  const { words } = useAssistant()
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="small" disabled={action.pending} onClick={() => field.current?.click()}>
        {words.seals.import}
      </Button>
      <input
        ref={field}
        className={styles.field}
        type="file"
        accept=".esl,.asn1,.der,.pem,.seal"
        aria-label={words.seals.import}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file can be chosen again.
          event.target.value = ''
          if (file) chosen(file)
        }}
      />
    </>
  )
}

const Acts = ({ token, has, action, told }: ActsProps) => {
  const { client, words } = useAssistant()
  const say = words.seals
  const [doing, setDoing] = useState<'update' | 'import'>('update')
  const begin = (what: 'update' | 'import') => {
    told(null)
    setDoing(what)
  }
  const update = () => {
    begin('update')
    void action.run(async () => {
      const { written } = await client.seals.update({ tokenId: token.id })
      told(written > 0 ? say.written(written) : say.upToDate)
    })
  }
  const take = (file: File) => {
    begin('import')
    void action.run(async () => {
      // A large file goes as nothing, and is refused as what it is.
      const content = file.size > largest ? '' : await base64Of(file)
      await client.seals.import({ tokenId: token.id, file: content })
      told(say.imported)
    })
  }
  return (
    <div className={styles.acts}>
      <Waiting active={action.pending} words={doing === 'update' ? say.updating : say.importing} />
      <Button size="small" disabled={action.pending} onClick={update}>
        {has ? say.update : say.write}
      </Button>
      <FileButton action={action} chosen={take} />
    </div>
  )
}

const issuerOf = ({ pairs }: TokenView): string | null => {
  const pair = leadingPair(pairs)
  return (pair && leadingCertificate(pair)?.issuerId) ?? null
}

/** 电子签章 of one token. A token that can hold none has no such part. */
export const TokenSeals = ({ token }: { readonly token: TokenView }) => {
  const { snapshot, words } = useAssistant()
  const say = words.seals
  const action = useAction()
  const [told, setTold] = useState<string | null>(null)
  const seals = snapshot.seals.filter(({ tokenId }) => tokenId === token.id)
  const canWrite = token.capabilities.includes('data-objects') && !token.pin.locked
  const mayGet = canWrite && token.pairs.length > 0
  if (seals.length === 0 && !mayGet) return null
  return (
    <div className={styles.seals}>
      <div className={styles.head}>
        <h3>{say.title}</h3>
        {mayGet && <Acts token={token} has={seals.length > 0} action={action} told={setTold} />}
      </div>
      <p role="status" className={styles.told}>
        {told}
      </p>
      <SealProblem error={action.error} issuerId={issuerOf(token)} />
      {seals.length === 0 && action.error === null && (
        <p className={styles.quiet}>
          {say.none}
          {words.seals.noneNext}
        </p>
      )}
      {seals.length > 0 && (
        <ul className={styles.list}>
          {seals.map((seal) => (
            <Seal key={seal.id} seal={seal} canWrite={canWrite} told={setTold} />
          ))}
        </ul>
      )}
    </div>
  )
}
