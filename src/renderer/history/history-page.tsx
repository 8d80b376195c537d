import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { HistoryEntry, Snapshot } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { EntriesTable } from '../parts/entries-table.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import sheet from '../parts/table.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { SignaturesByMonth } from '../web-signing/signatures-by-month.tsx'
import { dateTimeOf, grouped, tokenName } from '../words/format.ts'

const Cells = ({ entry }: { readonly entry: HistoryEntry }) => {
  const { words } = useAssistant()
  return (
    <>
      <td className={sheet.whole}>{dateTimeOf(entry.at)}</td>
      <td>{words.history.table.kinds[entry.kind]}</td>
      <td>
        {entry.holder ?? entry.tokenName}
        {entry.serial && <div className={sheet.sub}>{grouped(entry.serial)}</div>}
      </td>
      <td>{entry.detail}</td>
    </>
  )
}

/** The certificates of one token; null for those of all, also of such as are away. */
const serialsOn = ({ tokens }: Snapshot, tokenId: string | null): readonly string[] | null =>
  tokenId === null
    ? null
    : tokens
        .filter(({ id }) => id === tokenId)
        .flatMap(({ pairs }) => pairs)
        .flatMap(({ signing, encryption }) => [signing, encryption].flatMap((view) => view?.serial ?? []))

/** What was done with the certificates on this computer. */
export const HistoryPage = ({ tokenId }: { readonly tokenId: string | null }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.history
  const [when, what, holder] = say.table.columns
  const columns = [when, what, holder, say.forWhom]
  const { error, run, pending } = useAction()
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null)
  const [exported, setExported] = useState<string | null>(null)
  const which = tokenId === null ? {} : { tokenId }
  useEffect(() => {
    void run(async () => setEntries(await client.history.list(tokenId === null ? {} : { tokenId })))
  }, [client, run, tokenId])
  const save = () =>
    void run(async () => {
      const { fileName, base64 } = await client.history.export(which)
      saveFile(fileName, base64, 'text/csv')
      setExported(fileName)
    })
  const choices = [
    { value: '', label: say.all },
    ...snapshot.tokens.map((token) => ({ value: token.id, label: tokenName(token, words) })),
  ]
  return (
    <Page
      title={say.title}
      action={
        <Button
          icon={<Icon name="download" size={16} />}
          disabled={pending || !entries || entries.length === 0}
          onClick={save}
        >
          {say.export}
        </Button>
      }
    >
      <div className={styles.column}>
        <p className={styles.soft}>{say.lead}</p>
        <Select
          value={tokenId ?? ''}
          onChange={(id) => go({ page: 'history', tokenId: id || null })}
          options={choices}
          aria-label={words.certificates.device}
          style={{ maxWidth: 360 }}
        />
        <SignaturesByMonth serials={serialsOn(snapshot, tokenId)} />
        {error && <ErrorNote report={error} />}
        {exported && <Note tone="good" title={say.exported(exported)} urgent />}
        {!entries && <Waiting active={pending} words={say.loading} />}
        {entries?.length === 0 && <Note tone="plain" title={say.empty} />}
        {entries && entries.length > 0 && (
          <Card>
            <EntriesTable columns={columns} entries={entries}>
              {(entry) => <Cells entry={entry} />}
            </EntriesTable>
          </Card>
        )}
      </div>
    </Page>
  )
}
