import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { TokenView } from '../../shared/models/index.ts'
import { longestNickname } from '../../shared/tokens/nickname.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import styles from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'

type FormProps = { readonly token: TokenView; readonly close: () => void }

const RenameForm = ({ token, close }: FormProps) => {
  const { client, words } = useAssistant()
  const say = words.tokens
  const { pending, error, run } = useAction()
  const [nickname, setNickname] = useState(token.nickname ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run(() => client.tokens.rename({ tokenId: token.id, nickname }))) close()
  }
  return (
    <form className={styles.stack} onSubmit={submit} aria-label={say.renameTitle}>
      <p className={styles.soft}>{say.renameMeaning}</p>
      <Field label={say.nickname} hint={say.nicknameHint}>
        {(ties) => (
          <Input
            {...ties}
            value={nickname}
            maxLength={longestNickname}
            autoFocus
            allowClear
            onChange={(event) => setNickname(event.target.value)}
          />
        )}
      </Field>
      {error && <ErrorNote report={error} />}
      <div className={styles.buttons}>
        <Waiting active={pending} words={say.saving} />
        <Button onClick={close}>{say.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={pending}>
          {say.save}
        </Button>
      </div>
    </form>
  )
}

type Props = FormProps & {
  readonly open: boolean
  /** Called when it is out of sight, so that the focus can return. */
  readonly closed: () => void
}

/** Asks how the person wants to call a key. */
export const RenameDialog = ({ token, open, close, closed }: Props) => {
  const { words } = useAssistant()
  return (
    <Modal
      open={open}
      title={words.tokens.renameTitle}
      onCancel={close}
      afterClose={closed}
      width={440}
      centered
      // As in ConfirmDialog: elsewhere it would lock the scrolling with a style that the policy forbids.
      getContainer={false}
      closable={false}
      destroyOnHidden
      footer={null}
    >
      <RenameForm token={token} close={close} />
    </Modal>
  )
}
