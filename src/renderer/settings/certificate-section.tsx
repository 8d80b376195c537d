import type { CertificatePair, CertificateView, TokenView } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { nameOfUse } from '../certificates/certificate-use.ts'
import { pairStatus } from '../certificates/pair-status.ts'
import { CertificateTag } from '../issuers/certificate-tag.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Paged } from '../parts/paged.tsx'
import { StateWord } from '../parts/state-word.tsx'
import styles from '../parts/table.module.css'
import { foundTokens } from '../tokens/found-tokens.ts'
import { dateOf, deviceName, grouped } from '../words/format.ts'

type RowProps = {
  readonly token: TokenView
  readonly pair: CertificatePair
  readonly view: CertificateView
}

const CertificateRow = ({ token, pair, view }: RowProps) => {
  const { words } = useAssistant()
  const status = pairStatus(pair, words)
  return (
    <tr>
      <td>
        <a href={hashOf({ page: 'certificate', certificateId: view.id })}>{view.holder}</a>
        <div className={styles.sub}>
          {nameOfUse(view.use, words)} · {view.keyType} <CertificateTag view={view} />
        </div>
      </td>
      <td>
        {deviceName(token, words)}
        <div className={styles.sub}>{grouped(token.serial)}</div>
      </td>
      <td className={styles.whole}>{dateOf(view.notAfter)}</td>
      <td className={styles.whole}>
        <StateWord tone={status.tone}>{status.word}</StateWord>
      </td>
    </tr>
  )
}

const findRows = (rows: readonly RowProps[], search: string): readonly RowProps[] => {
  const found = new Set(foundTokens([...new Set(rows.map(({ token }) => token))], search))
  return rows.filter(({ token }) => found.has(token))
}

const rowsOf = (tokens: readonly TokenView[]): readonly RowProps[] =>
  tokens.flatMap((token) =>
    token.pairs.flatMap((pair) =>
      [pair.signing, pair.encryption].flatMap((view) => (view ? [{ token, pair, view }] : [])),
    ),
  )

/** 证书列表: every certificate on every token, one in each line. */
export const CertificateSection = () => {
  const { snapshot, words } = useAssistant()
  const say = words.settings
  const rows = rowsOf(snapshot.tokens)
  if (rows.length === 0) return <Card>{say.noCertificates}</Card>
  return (
    <Card>
      <Paged items={rows} find={findRows} searchLabel={words.certificates.searchTokens}>
        {(shown) => (
          <table className={styles.table}>
            <thead>
              <tr>
                {[say.listHolder, say.listDevice, say.listUntil, say.listState].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <CertificateRow key={`${row.token.id} ${row.view.id}`} {...row} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Card>
  )
}
