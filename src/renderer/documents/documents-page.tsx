import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { mostDocuments } from '../../shared/documents/contract.ts'
import { planFor } from '../../shared/documents/plan.ts'
import type { DocumentView, DocumentWorkKind } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { DecryptMoment } from './decrypt-moment.tsx'
import styles from './documents.module.css'
import { EncryptMoment } from './encrypt-moment.tsx'
import { FolderDialog } from './folder-dialog.tsx'
import { Invitation } from './invitation.tsx'
import { JobPanel } from './job-panel.tsx'
import { ListPart } from './list-part.tsx'
import { usePageMemory } from './page-memory.ts'
import { RefusedNote } from './refused-note.tsx'
import { SignMoment } from './sign-moment.tsx'
import { useDrop } from './use-drop.ts'
import { type Taking, useTaking } from './use-taking.ts'

/** Whom an act asks before it begins. */
type Moment = { readonly work: Exclude<DocumentWorkKind, 'verify'>; readonly fileIds: readonly string[] }

const moments = { sign: SignMoment, encrypt: EncryptMoment, decrypt: DecryptMoment } as const

const Over = () => {
  const { words } = useAssistant()
  return (
    <div className={styles.over}>
      <p>
        <Icon name="download" />
        {words.documentsPage.drop.here}
      </p>
    </div>
  )
}

/** Files that were chosen for a work. */
type Following = { readonly work: DocumentWorkKind; readonly added: readonly string[] }

/** The work begins once the chosen files are in the list, because only there it is known what they are. */
const useFollowing = (
  following: Following | null,
  begin: (work: DocumentWorkKind, files: readonly DocumentView[]) => void,
  done: () => void,
): void => {
  const { documents: files } = useAssistant().snapshot
  useEffect(() => {
    if (following === null) return
    const there = files.filter(({ id }) => following.added.includes(id))
    if (there.length < following.added.length) return
    done()
    begin(following.work, there)
  }, [following, files, begin, done])
}

/** What went wrong or goes on while files come onto the list. */
const Coming = ({ taking, reading }: { readonly taking: Taking; readonly reading: number }) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.drop
  const { error } = taking.action
  return (
    <>
      {error && error.code !== 'cancelled-by-user' && <ErrorNote report={error} />}
      {taking.note === 'only-files' && <Note tone="soon" urgent title={say.onlyFiles} />}
      {taking.note === 'too-many' && <Note tone="soon" urgent title={say.tooMany(mostDocuments)} />}
      {reading > 0 && (
        <p className={styles.tools}>
          <Waiting words={say.reading(reading)} />
          {snapshot.about.shell === 'web' && say.copied}
        </p>
      )}
      <RefusedNote />
    </>
  )
}

/** 签名与加密: files are verified, signed, encrypted and decrypted, hundreds at once. */
export const DocumentsPage = () => {
  const { client, snapshot, words } = useAssistant()
  const say = words.documentsPage
  const { documents: files, documentJob: job } = snapshot
  const { dismissed, reading, change } = usePageMemory()
  const [moment, setMoment] = useState<Moment | null>(null)
  const [only, setOnly] = useState(false)
  const [following, setFollowing] = useState<Following | null>(null)
  const taking = useTaking()
  const starting = useAction()
  const over = useDrop(taking.drop)
  useFocusKept(moment?.work ?? 'list')

  const begin = (work: DocumentWorkKind, meant: readonly DocumentView[]) => {
    if (work !== 'verify') return setMoment({ work, fileIds: meant.map(({ id }) => id) })
    const { fileIds } = planFor(work, meant)
    if (fileIds.length > 0)
      void starting.run(() => client.documents.start({ fileIds: [...fileIds], work: { kind: work } }))
  }
  const choose = (work: DocumentWorkKind | null) =>
    taking.choose((added) => {
      change({ selection: { ids: new Set(added), active: added[0] ?? null, anchor: null } })
      if (work !== null) setFollowing({ work, added })
    })
  useFollowing(following, begin, () => setFollowing(null))

  const Shown = moment && moments[moment.work]
  const isJobShown = moment === null && job !== null && job.id !== dismissed
  const isEmpty = files.length === 0 && job === null
  return (
    <Page
      title={say.title}
      action={
        !isEmpty &&
        moment === null && (
          <Button
            icon={<Icon name="file" size={16} />}
            disabled={taking.action.pending}
            onClick={() => choose(null)}
          >
            {say.drop.more}
          </Button>
        )
      }
    >
      {over && <Over />}
      <div className={styles.stack}>
        <Coming taking={taking} reading={reading} />
        {starting.error && starting.error.code !== 'cancelled-by-user' && (
          <ErrorNote report={starting.error} />
        )}
        {isJobShown && (
          <JobPanel
            job={job}
            files={files}
            showFailed={() => setOnly(true)}
            dismiss={() => change({ dismissed: job.id })}
          />
        )}
        {Shown && moment ? (
          <Shown
            files={files.filter(({ id }) => moment.fileIds.includes(id))}
            close={() => setMoment(null)}
          />
        ) : (
          !isEmpty && (
            <ListPart
              only={only}
              setOnly={setOnly}
              starting={starting.pending}
              below={isJobShown}
              begin={begin}
            />
          )
        )}
      </div>
      {isEmpty && <Invitation pending={taking.action.pending} choose={choose} />}
      {!isEmpty && moment === null && (
        <p className={styles.roots}>
          <a href={hashOf({ page: 'document-roots' })}>{say.trust}</a>
        </p>
      )}
      {taking.folderOpen && <FolderDialog taking={taking} />}
    </Page>
  )
}
