import type { RaAccount } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { type Load, useListing } from '../parts/use-listing.ts'

const load: Load<RaAccount> = async (client, query) => {
  const { accounts, next } = await client.operator.accounts(query)
  return { rows: accounts, next }
}

export const AccountsPage = () => {
  const { words } = useDesk()
  const say = words.accounts
  return (
    <ListPage<RaAccount>
      title={words.places.accounts}
      listing={useListing(load)}
      hint={say.hint}
      rowKey={(row) => row.id}
      columns={[
        {
          title: say.name,
          width: 320,
          render: (_, row) => <div className={styles.name}>{row.applicantName}</div>,
        },
        { title: say.userName, dataIndex: 'userName' },
        {
          title: say.kind,
          render: (_, row) => <span className={styles.plain}>{words.accountKinds[row.kind]}</span>,
        },
        { title: say.idNumber, render: (_, row) => row.maskedIdNumber ?? '—' },
        { title: say.phone, render: (_, row) => row.maskedPhone ?? '—' },
        {
          title: say.complete,
          render: (_, row) => (
            <StateWord tone={row.complete ? 'good' : 'soon'}>
              {row.complete ? say.completed : say.incomplete}
            </StateWord>
          ),
        },
      ]}
    />
  )
}
