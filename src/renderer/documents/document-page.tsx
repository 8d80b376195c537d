import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { barOf } from '../../shared/documents/plan.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import type { DocumentView, ErrorReport } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { reportOfCall } from '../live/client.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { sizeOf } from '../words/format.ts'
import styles from './details.module.css'
import { outputOf, stateWords } from './file-words.ts'
import { PagesPart } from './pages-part.tsx'
import { VerdictPart } from './verdict-part.tsx'

const Back = () => {
  const { words } = useAssistant()
  return (
    <a className={styles.back} href={hashOf({ page: 'documents' })}>
      <Icon name="left" size={16} />
      {words.documentsPage.title}
    </a>
  )
}

/** Whether something was found in the file that can be asked for. */
const hasVerdict = ({ state }: DocumentView): boolean => {
  if (state.is !== 'done') return false
  const { result } = state
  return result.kind === 'verified' || (result.kind === 'decrypted' && result.signature !== null)
}

type Read = { readonly verdict: FileVerdict | null; readonly error: ErrorReport | null }
const unread: Read = { verdict: null, error: null }

/** Asked anew whenever the file was verified again. */
const useVerdict = (file: DocumentView): Read => {
  const { client } = useAssistant()
  const [read, setRead] = useState<Read>(unread)
  const { id, state } = file
  const wanted = hasVerdict(file)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state means a new verdict
  useEffect(() => {
    let gone = false
    setRead(unread)
    if (!wanted) return
    client.documents.verdict({ fileId: id }).then(
      (verdict) => !gone && setRead({ verdict, error: null }),
      (refusal) => !gone && setRead({ verdict: null, error: reportOfCall(refusal) }),
    )
    return () => {
      gone = true
    }
  }, [client, id, wanted, state])
  return read
}

const Head = ({ file }: { readonly file: DocumentView }) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage
  const { documents } = snapshot
  const companion = documents.find(({ id }) => id === file.companion)
  const output = outputOf(file)
  return (
    <Facts
      facts={[
        { name: say.list.kind, value: `${say.contents[file.content]} · ${sizeOf(file.size)}` },
        { name: say.folder.folder, value: file.folder },
        ...(companion
          ? [
              {
                name: file.content === 'signature' ? say.contents.other : say.contents.signature,
                value: <a href={hashOf({ page: 'document', documentId: companion.id })}>{companion.name}</a>,
              },
            ]
          : []),
        ...(output === null ? [] : [{ name: say.details.output, value: output }]),
      ]}
    />
  )
}

const Acts = ({ file }: { readonly file: DocumentView }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.documentsPage.details
  const { pending, error, run } = useAction()
  const { documentJob } = snapshot
  const busy = documentJob !== null && documentJob.state.is !== 'ended'
  const known = hasVerdict(file)
  const verify = () =>
    void run(() => client.documents.start({ fileIds: [file.id], work: { kind: 'verify' } }))
  return (
    <>
      <div className={styles.acts}>
        {barOf('verify', file) === null && (
          <Button
            type={file.state.is === 'done' ? 'default' : 'primary'}
            disabled={pending || busy}
            onClick={verify}
          >
            {known ? say.verifyAgain : say.verifyNow}
          </Button>
        )}
        <Button
          icon={<Icon name="folder" size={16} />}
          disabled={pending}
          onClick={() => void run(() => client.documents.reveal({ fileId: file.id }))}
        >
          {say.reveal}
        </Button>
        <Waiting active={file.state.is === 'working' || file.state.is === 'waiting'} words={say.verifying} />
      </div>
      {error && <ErrorNote report={error} />}
    </>
  )
}

/** What was done with the file, where nothing was judged. */
const Made = ({ file }: { readonly file: DocumentView }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.documentsPage.details
  const { pending, error, run } = useAction()
  const { icon, words: told } = stateWords(file, words, snapshot.settings.language)
  const output = outputOf(file)
  const look = (path: string) =>
    void run(async () => {
      const { added } = await client.documents.add({ paths: [path] })
      const [documentId] = added
      // One that is on the list already is found there.
      go(documentId === undefined ? { page: 'documents' } : { page: 'document', documentId })
    })
  return (
    <>
      <Note
        tone="good"
        icon={icon}
        title={told}
        actions={
          output !== null && (
            <Button disabled={pending} onClick={() => look(output)}>
              {say.toOutput}
            </Button>
          )
        }
      >
        <p>{say.made}</p>
      </Note>
      {error && <ErrorNote report={error} />}
    </>
  )
}

const Found = ({ file, read }: { readonly file: DocumentView; readonly read: Read }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const { verdict, error } = read
  if (file.state.is === 'failed') return <ErrorNote report={file.state.error} urgent={false} />
  if (error) return <ErrorNote report={error} />
  if (verdict) return <VerdictPart file={file} verdict={verdict} />
  if (hasVerdict(file)) return <Waiting words={say.reading} />
  if (file.state.is === 'done') return <Made file={file} />
  if (barOf('verify', file) !== null) return null
  return (
    <Note tone="plain" icon="ring" title={say.notYet}>
      <p>{say.notYetMeaning}</p>
    </Note>
  )
}

const Known = ({ file }: { readonly file: DocumentView }) => {
  const read = useVerdict(file)
  return (
    <div className={styles.stack}>
      <Found file={file} read={read} />
      <Head file={file} />
      <Acts file={file} />
      <PagesPart file={file} verdict={read.verdict} />
    </div>
  )
}

/** What is known about one file of the list. */
export const DocumentPage = ({ documentId }: { readonly documentId: string }) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.details
  const file = snapshot.documents.find(({ id }) => id === documentId)
  if (!file)
    return (
      <Page title={say.title} before={<Back />}>
        <Note tone="plain" title={say.gone}>
          <p>{say.goneNext}</p>
        </Note>
      </Page>
    )
  return (
    <Page title={file.name} before={<Back />}>
      <Known key={file.id} file={file} />
    </Page>
  )
}
