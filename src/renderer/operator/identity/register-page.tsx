import { Button } from 'antd'
import { useCallback, useState } from 'react'
import type { RaClient, RaRegisterEntry } from '../../../shared/ra-contract/index.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { type Query, useListing } from '../parts/use-listing.ts'
import { RegisterDialog } from './register-dialog.tsx'

/** Entities and agencies with which 法人信息验证 and 代理机构信息验证 compare. */
export const RegisterPage = () => {
  const { words } = useDesk()
  const say = words.identity.register
  const [importing, setImporting] = useState(false)
  const load = useCallback(async (client: RaClient, query: Query) => {
    const { entries, next } = await client.operator.register(query)
    return { rows: entries, next }
  }, [])
  const listing = useListing<RaRegisterEntry>(load)
  return (
    <>
      <ListPage<RaRegisterEntry>
        title={words.places.register}
        listing={listing}
        hint={say.hint}
        filter={<Button onClick={() => setImporting(true)}>{say.import}</Button>}
        rowKey={(entry) => entry.creditCode}
        empty={<p>{say.empty}</p>}
        columns={[
          { title: say.name, width: 300, render: (_, { name }) => <div className={styles.name}>{name}</div> },
          { title: say.code, render: (_, { creditCode }) => creditCode },
          { title: say.representative, responsive: ['lg'], render: (_, entry) => entry.representativeName },
          { title: say.agency, render: (_, { agency }) => (agency ? say.yes : say.no) },
        ]}
      />
      {importing && <RegisterDialog onClose={() => setImporting(false)} onDone={listing.refresh} />}
    </>
  )
}
