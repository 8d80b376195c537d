import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { SiteUse } from '../../shared/models/index.ts'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { EntriesTable } from '../parts/entries-table.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { Paged } from '../parts/paged.tsx'
import sheet from '../parts/table.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { Group } from '../settings/group.tsx'
import { dateTimeOf, grouped } from '../words/format.ts'
import styles from './web-signing.module.css'

const Cells = ({ use }: { readonly use: SiteUse }) => {
  const { words } = useAssistant()
  const { table } = words.webSigning
  return (
    <>
      <td className={sheet.whole}>{dateTimeOf(use.at)}</td>
      <td className={styles.origin}>
        <bdi dir="ltr">{use.origin}</bdi>
      </td>
      <td>
        {table.purposes[use.purpose]}
        {use.loose && <div className={sheet.sub}>{table.loose}</div>}
      </td>
      <td>
        {use.holder}
        {use.digest && <div className={styles.digest}>{grouped(use.digest)}</div>}
      </td>
    </>
  )
}

const found = (uses: readonly SiteUse[], search: string): readonly SiteUse[] =>
  uses.filter(({ origin, holder, digest }) => `${origin} ${holder} ${digest}`.includes(search.trim()))

/** What sites did with the certificates of this computer. */
export const UsesGroup = () => {
  const { client, snapshot, words } = useAssistant()
  const say = words.webSigning
  const [when, site, what, holder] = say.table.columns
  const { error, pending, run } = useAction()
  const [uses, setUses] = useState<readonly SiteUse[] | null>(null)
  const [exported, setExported] = useState<string | null>(null)
  const [origin, setOrigin] = useState('')
  const which = origin === '' ? {} : { origin }
  const { sites } = snapshot.webSigning
  // A site that was used since is a reason to look again.
  const used = sites.map(({ lastUsedAt }) => lastUsedAt).join()
  useEffect(() => {
    void used
    void run(async () => setUses(await client.webSigning.uses(origin === '' ? {} : { origin })))
  }, [client, run, origin, used])
  const save = () =>
    void run(async () => {
      const { fileName, base64 } = await client.webSigning.exportUses(which)
      saveFile(fileName, base64, 'text/csv')
      setExported(fileName)
    })
  return (
    <Group
      title={say.usesTitle}
      meaning={say.usesMeaning}
      aside={
        <Button size="small" disabled={pending || !uses || uses.length === 0} onClick={save}>
          {say.export}
        </Button>
      }
    >
      {sites.length > 0 && (
        <Select
          value={origin}
          onChange={setOrigin}
          aria-label={say.usesOf}
          style={{ width: 320, maxWidth: '100%', margin: '8px 0' }}
          options={[
            { value: '', label: say.usesAll },
            ...sites.map((one) => ({ value: one.origin, label: one.origin })),
          ]}
        />
      )}
      {error && <ErrorNote report={error} />}
      {exported && <Note tone="good" title={say.exported(exported)} urgent />}
      {!uses && <Waiting active={pending} words={say.loading} />}
      {uses?.length === 0 && <p className={styles.small}>{say.usesEmpty}</p>}
      {uses && uses.length > 0 && (
        <Paged items={uses} find={found} searchLabel={say.usesOf}>
          {(shown) => (
            <EntriesTable columns={[when, site, what, holder]} entries={shown}>
              {(use) => <Cells use={use} />}
            </EntriesTable>
          )}
        </Paged>
      )}
    </Group>
  )
}
