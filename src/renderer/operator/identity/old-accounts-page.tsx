import { Button, Modal, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { RaLegacyAccount } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { useAct } from '../parts/use-act.ts'
import { type Load, useListing } from '../parts/use-listing.ts'
import type { Words } from '../words/zh-cn.ts'

type Which = 'several' | 'all'

const stateOf = ({ named, linkedAt, count }: RaLegacyAccount, words: Words) => {
  const say = words.identity.old
  if (linkedAt !== null) return { tone: 'good', said: say.linked(dateTimeOf(linkedAt)) } as const
  if (named) return { tone: 'good', said: say.named } as const
  return count > 1
    ? ({ tone: 'soon', said: say.several(count) } as const)
    : ({ tone: 'quiet', said: say.only } as const)
}

type NamingProps = { readonly login: string; readonly onClose: () => void; readonly onDone: () => void }

/** What naming means, before it is done: the holder is told. */
const Naming = ({ login, onClose, onDone }: NamingProps) => {
  const { words } = useDesk()
  const say = words.identity.old
  const { busy, run } = useAct()
  const name = async () => {
    const done = await run(
      (client) => client.operator.nameLegacy({ login }),
      ({ messages }) => say.done(login, messages),
    )
    if (!done) return
    onClose()
    onDone()
  }
  return (
    <Modal
      open
      title={say.ask(login)}
      okText={say.name}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy }}
      onOk={name}
      onCancel={onClose}
    >
      <p>{say.meaning}</p>
    </Modal>
  )
}

/** Accounts of the old system. Of several that one holder has, an operator names the one that can be linked. */
export const OldAccountsPage = () => {
  const { words } = useDesk()
  const say = words.identity.old
  const [which, setWhich] = useState<Which>('several')
  const [naming, setNaming] = useState<string | null>(null)
  const load = useMemo<Load<RaLegacyAccount>>(
    () => async (client, query) => {
      const { accounts, next } = await client.operator.legacyAccounts({ ...query, which })
      return { rows: accounts, next }
    },
    [which],
  )
  const listing = useListing(load)
  return (
    <>
      <ListPage<RaLegacyAccount>
        title={words.places.legacy}
        listing={listing}
        hint={say.hint}
        filter={
          <Select<Which>
            aria-label={say.which}
            value={which}
            onChange={setWhich}
            options={(['several', 'all'] as const).map((value) => ({ value, label: say.whiches[value] }))}
          />
        }
        rowKey={({ login }) => login}
        empty={<p>{say.empty[which]}</p>}
        columns={[
          {
            title: say.holder,
            width: 220,
            render: (_, { applicantName }) => <div className={styles.name}>{applicantName}</div>,
          },
          { title: say.login, render: (_, { login }) => login },
          { title: say.number, responsive: ['xl'], render: (_, { maskedHolder }) => maskedHolder ?? '–' },
          {
            title: say.registeredAt,
            responsive: ['xl'],
            render: (_, { registeredAt }) => registeredAt && <time>{dateTimeOf(registeredAt)}</time>,
          },
          {
            title: say.state,
            render: (_, account) => {
              const { tone, said } = stateOf(account, words)
              return <StateWord tone={tone}>{said}</StateWord>
            },
          },
          {
            title: words.acts,
            render: (_, { login, named, linkedAt, count }) =>
              count > 1 &&
              !named &&
              linkedAt === null && (
                <Button type="link" aria-label={say.nameOf(login)} onClick={() => setNaming(login)}>
                  {say.name}
                </Button>
              ),
          },
        ]}
      />
      {naming !== null && <Naming login={naming} onClose={() => setNaming(null)} onDone={listing.refresh} />}
    </>
  )
}
