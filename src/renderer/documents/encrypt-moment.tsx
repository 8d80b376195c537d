import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { planFor } from '../../shared/documents/plan.ts'
import { signingCertificates } from '../../shared/documents/signing-certificates.ts'
import type { DocumentRecipient } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { CertificateChoice } from './certificate-choice.tsx'
import { MomentCard, type MomentProps, useStart } from './moment-card.tsx'
import { Recipients } from './recipients.tsx'

/** So many can be in one message. */
const mostRecipients = 100

/** The people to whom can be encrypted; asked again when a token comes or goes. */
const useRecipients = () => {
  const { client, snapshot } = useAssistant()
  const [recipients, setRecipients] = useState<readonly DocumentRecipient[] | null>(null)
  const { error, run } = useAction()
  const { tokens } = snapshot
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens are what the answer depends on
  useEffect(() => {
    void run(async () => setRecipients(await client.documents.recipients()))
  }, [client, run, tokens])
  return { recipients, setRecipients, error }
}

const isOwn = ({ from, obstacle }: DocumentRecipient): boolean => from === 'token' && obstacle === null

const NotSelf = ({ own, add }: { readonly own: readonly DocumentRecipient[]; readonly add: () => void }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.encrypt
  return (
    <Note
      tone="soon"
      title={say.notSelf}
      actions={own.length > 0 && <Button onClick={add}>{say.addSelf}</Button>}
    >
      <p>{say.notSelfMeaning}</p>
    </Note>
  )
}

/** 加密: to whom, and whether somebody signs it as well. */
export const EncryptMoment = ({ files, close }: MomentProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.encrypt
  const { recipients, setRecipients, error } = useRecipients()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [signs, setSigns] = useState(false)
  const [signerId, setSigner] = useState<string | null>(null)
  const certificates = signingCertificates(snapshot.tokens)
  const free = certificates.filter(({ obstacle }) => obstacle === null)
  const signer = free.find(({ view }) => view.id === signerId) ?? free[0] ?? null
  const { start, ...action } = useStart(close)
  const plan = planFor('encrypt', files)
  const all = recipients ?? []
  const named = all.filter(({ id, obstacle }) => chosen.has(id) && obstacle === null)
  const own = all.filter(isOwn)
  const fault =
    named.length === 0 ? say.chosenNone : named.length > mostRecipients ? say.tooMany(mostRecipients) : null
  const submit = () =>
    start(
      {
        kind: 'encrypt',
        recipients: named.map(({ id }) => id),
        signer: signs ? (signer?.view.id ?? null) : null,
      },
      plan,
    )
  return (
    <MomentCard
      lead={say.lead(plan.fileIds.length)}
      plan={plan}
      act={say.act(plan.fileIds.length)}
      action={action}
      blocked={fault !== null || (signs && signer === null)}
      note={fault ?? say.chosen(named.length)}
      close={close}
      submit={submit}
    >
      {error && <ErrorNote report={error} />}
      {recipients === null && error === null && <Waiting words={say.loading} />}
      {recipients && (
        <Recipients recipients={recipients} chosen={chosen} setChosen={setChosen} taken={setRecipients} />
      )}
      {named.length > 0 && !named.some(({ from }) => from === 'token') && (
        <NotSelf
          own={own}
          add={() => setChosen(new Set([...chosen, ...own.slice(0, 1).map(({ id }) => id)]))}
        />
      )}
      <label className={form.tick}>
        <input type="checkbox" checked={signs} onChange={({ target }) => setSigns(target.checked)} />
        <span>
          {say.alsoSign}
          <small>{say.alsoSignMeaning}</small>
        </span>
      </label>
      {signs && (
        <CertificateChoice certificates={certificates} chosen={signer?.view.id ?? null} choose={setSigner} />
      )}
    </MomentCard>
  )
}
