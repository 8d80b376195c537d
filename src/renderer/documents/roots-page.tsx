import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { TrustedRoot } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateOf, grouped } from '../words/format.ts'
import { CertificateFile } from './certificate-file.tsx'
import details from './details.module.css'
import { ImportRoot } from './import-root.tsx'
import styles from './roots.module.css'

type RootProps = { readonly root: TrustedRoot; readonly changed: (roots: readonly TrustedRoot[]) => void }

const Remove = ({ root, changed }: RootProps) => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.roots
  const [asking, setAsking] = useState(false)
  const { pending, error, run } = useAction()
  const remove = () =>
    void run(async () => {
      const left = await client.documents.removeRoot({ rootId: root.id })
      setAsking(false)
      changed(left)
    })
  return (
    <>
      <Button size="small" type="text" aria-label={say.removeOf(root.name)} onClick={() => setAsking(true)}>
        {say.remove}
      </Button>
      <ConfirmDialog
        open={asking}
        title={say.askRemove(root.name)}
        pending={pending}
        say={{ no: say.keep, yes: say.remove, doing: say.removing }}
        close={() => setAsking(false)}
        confirm={remove}
      >
        <p>{say.askRemoveMeaning}</p>
        {error && <ErrorNote report={error} />}
      </ConfirmDialog>
    </>
  )
}

const Root = ({ root, changed }: RootProps) => {
  const { words } = useAssistant()
  const say = words.documentsPage.roots
  return (
    <li className={styles.root}>
      <div className={styles.rootHead}>
        <h2>{root.name}</h2>
        {root.source === 'demonstration' && <DemonstrationTag />}
        <span className={styles.push} />
        {root.source === 'imported' && <Remove root={root} changed={changed} />}
      </div>
      <Facts
        facts={[
          { name: say.source, value: say.sources[root.source] },
          { name: say.until, value: dateOf(root.notAfter) },
          { name: say.fingerprint, value: <span className={styles.print}>{grouped(root.fingerprint)}</span> },
        ]}
      />
    </li>
  )
}

/** What a chosen file holds, before anything of it is trusted. */
type Offered = { readonly file: string; readonly roots: readonly TrustedRoot[] }

/** 信任的根证书: where the trust of a verification begins. */
export const RootsPage = () => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.roots
  const [roots, setRoots] = useState<readonly TrustedRoot[] | null>(null)
  const [offered, setOffered] = useState<Offered | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const { pending, error, run } = useAction()
  useEffect(() => {
    void run(async () => setRoots(await client.documents.roots()))
  }, [client, run])
  const look = (read: () => Promise<string>) =>
    void run(async () => {
      setTold(null)
      setOffered(null)
      const file = await read()
      setOffered({ file, roots: await client.documents.rootsIn({ file }) })
    })
  const changed = (words: string) => (next: readonly TrustedRoot[]) => {
    setRoots(next)
    setOffered(null)
    setTold(words)
  }
  const before = (
    <a className={details.back} href={hashOf({ page: 'documents' })}>
      <Icon name="left" size={16} />
      {words.documentsPage.title}
    </a>
  )
  return (
    <Page
      title={say.title}
      before={before}
      action={<CertificateFile say={say.import} primary disabled={pending} take={look} />}
    >
      <div className={details.stack}>
        <p className={styles.lead}>{say.lead}</p>
        {error && <ErrorNote report={error} />}
        <Waiting active={pending} words={say.reading} />
        <p role="status" className={styles.told}>
          {told}
        </p>
        {offered && offered.roots.length === 0 && (
          <Note tone="soon" urgent title={say.notRoot}>
            <p>{say.notRootNext}</p>
          </Note>
        )}
        {roots && (
          <Card>
            <ul className={styles.roots}>
              {roots.map((root) => (
                <Root key={root.id} root={root} changed={changed(say.removed)} />
              ))}
            </ul>
          </Card>
        )}
      </div>
      {offered && offered.roots.length > 0 && (
        <ImportRoot
          file={offered.file}
          offered={offered.roots}
          known={roots ?? []}
          close={() => setOffered(null)}
          imported={changed(say.imported)}
        />
      )}
    </Page>
  )
}
