import { Button, Input, Modal } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { httpsAddress } from '../../shared/announcements/feed.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'

type FormProps = { readonly close: () => void }

const isName = (name: string): boolean => name.trim() !== '' && name.trim().length <= 60

type FrameProps = FormProps & {
  readonly title: string
  readonly faults: boolean
  readonly submit: () => Promise<unknown>
  readonly tried: () => void
  readonly children: ReactNode
}

/** The buttons and the refusal of both forms. */
const Frame = ({ title, faults, submit, tried, close, children }: FrameProps) => {
  const say = useAssistant().words.applications
  const { pending, error, run } = useAction()
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    tried()
    if (!faults && (await run(submit))) close()
  }
  return (
    <form className={form.stack} onSubmit={onSubmit} aria-label={title} noValidate>
      {children}
      {error && <ErrorNote report={error} />}
      <div className={form.buttons}>
        <Waiting active={pending} words={say.saving} />
        <Button onClick={close}>{say.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={pending}>
          {say.save}
        </Button>
      </div>
    </form>
  )
}

type NameProps = { readonly name: string; readonly rename: (name: string) => void; readonly tried: boolean }

const NameField = ({ name, rename, tried }: NameProps) => {
  const say = useAssistant().words.applications
  return (
    <Field label={say.name} fault={tried && !isName(name) ? say.nameFault : null}>
      {(ties) => (
        <Input
          {...ties}
          value={name}
          maxLength={60}
          autoFocus
          onChange={({ target }) => rename(target.value)}
        />
      )}
    </Field>
  )
}

const LinkForm = ({ close }: FormProps) => {
  const { client, words } = useAssistant()
  const say = words.applications
  const [name, rename] = useState('')
  const [address, readdress] = useState('')
  const [tried, setTried] = useState(false)
  const good = httpsAddress.safeParse(address.trim()).success
  return (
    <Frame
      title={say.addLink}
      faults={!good || !isName(name)}
      submit={() => client.applications.addLink({ name: name.trim(), address: address.trim() })}
      tried={() => setTried(true)}
      close={close}
    >
      <NameField name={name} rename={rename} tried={tried} />
      <Field label={say.address} hint={say.addressHint} fault={tried && !good ? say.addressFault : null}>
        {(ties) => (
          <Input
            {...ties}
            value={address}
            maxLength={2048}
            inputMode="url"
            onChange={({ target }) => readdress(target.value)}
          />
        )}
      </Field>
    </Frame>
  )
}

/** The name of a file without its folders and its ending. */
const nameOf = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/\.(exe|app|AppImage)$/i, '')

const ProgramForm = ({ close }: FormProps) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.applications
  const [name, rename] = useState('')
  const [path, repath] = useState('')
  const [tried, setTried] = useState(false)
  const { run } = useAction()
  const choose = () =>
    run(async () => {
      const chosen = await client.applications.chooseProgram()
      if (chosen === null) return
      repath(chosen)
      if (name === '') rename(nameOf(chosen))
    })
  return (
    <Frame
      title={say.addProgram}
      faults={path.trim() === '' || !isName(name)}
      submit={() => client.applications.addProgram({ name: name.trim(), path: path.trim() })}
      tried={() => setTried(true)}
      close={close}
    >
      <NameField name={name} rename={rename} tried={tried} />
      <Field
        label={say.program}
        hint={say.programHint}
        fault={tried && path.trim() === '' ? say.programFault : null}
      >
        {(ties) => (
          <Input {...ties} value={path} maxLength={1000} onChange={({ target }) => repath(target.value)} />
        )}
      </Field>
      {snapshot.about.shell === 'electron' && (
        <div>
          <Button onClick={() => void choose()}>{say.choose}</Button>
        </div>
      )}
    </Frame>
  )
}

type Kind = 'link' | 'program'

/** 添加网页, 添加程序, and 升级向导 if it was removed. */
export const AddButtons = () => {
  const { client, snapshot, words } = useAssistant()
  const say = words.applications
  const [adding, add] = useState<Kind | null>(null)
  const [last, setLast] = useState<Kind>('link')
  const { error, run } = useAction()
  const begin = (kind: Kind) => {
    setLast(kind)
    add(kind)
  }
  const hasWizard = snapshot.applications.some(({ kind }) => kind === 'upgrade-wizard')
  const close = () => add(null)
  return (
    <>
      <nav className={form.row} aria-label={say.add}>
        <Button onClick={() => begin('link')}>{say.addLink}</Button>
        <Button onClick={() => begin('program')}>{say.addProgram}</Button>
        {!hasWizard && (
          <Button onClick={() => void run(() => client.applications.addWizard())}>{say.addWizard}</Button>
        )}
      </nav>
      {error && <ErrorNote report={error} />}
      <Modal
        open={adding !== null}
        title={last === 'link' ? say.addLink : say.addProgram}
        onCancel={close}
        width={480}
        centered
        // As in ConfirmDialog: elsewhere it would lock the scrolling with a style that the policy forbids.
        getContainer={false}
        closable={false}
        destroyOnHidden
        footer={null}
      >
        {last === 'link' ? <LinkForm close={close} /> : <ProgramForm close={close} />}
      </Modal>
    </>
  )
}
