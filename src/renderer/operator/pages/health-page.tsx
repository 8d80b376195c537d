import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { Card } from '../../parts/card.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Note } from '../../parts/note.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { dateOf, dateTimeOf, grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { useAct } from '../parts/use-act.ts'
import { problemText } from '../words/problem.ts'

type Health = Awaited<ReturnType<RaClient['operator']['health']>>

export const HealthPage = () => {
  const { words, ask } = useDesk()
  const { busy, run } = useAct()
  const [health, setHealth] = useState<Health | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const read = useCallback(async () => {
    try {
      setHealth(await ask((client) => client.operator.health({})))
      setProblem(null)
    } catch (error) {
      setProblem(problemText(error, words))
    }
  }, [ask, words])
  useEffect(() => void read(), [read])
  const say = words.health
  const publish = async () => {
    await run(
      (client) => client.operator.publishCrl({}),
      ({ number }) => say.published(number),
    )
    await read()
  }
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{words.places.health}</h1>
        <Button onClick={publish} loading={busy}>
          {say.publish}
        </Button>
      </header>
      {problem !== null && <Note tone="bad" urgent title={problem} />}
      {health === null ? (
        <Waiting active={problem === null} words={words.loading} />
      ) : (
        <Report health={health} />
      )}
    </div>
  )
}

const Report = ({ health }: { readonly health: Health }) => {
  const { words } = useDesk()
  const say = words.health
  const figures = [
    [say.accounts, health.accounts],
    [say.waiting, health.waitingForReview],
    ...Object.entries(words.certificateStates).flatMap(([status, name]) => {
      const count = health.certificates[status]
      return count === undefined || count === 0 ? [] : [[name, count] as const]
    }),
    [say.database, say.megabytes((health.databaseBytes / 1024 / 1024).toFixed(1))],
  ] as const
  return (
    <>
      <section className={styles.section}>
        <h2>{say.figures}</h2>
        <div className={styles.figures}>
          {figures.map(([name, value]) => (
            <Card key={name}>
              <div className={styles.figure}>{value}</div>
              <div className={styles.soft}>{name}</div>
            </Card>
          ))}
        </div>
      </section>
      <section className={styles.section}>
        <h2>{say.list}</h2>
        {health.crl.kept > 0 && (
          <Note tone="bad" title={say.kept(health.crl.kept)}>
            <p>{say.keptNext}</p>
          </Note>
        )}
        <Card>
          <Facts
            facts={[
              { name: say.number, value: health.crl.number },
              { name: say.entries, value: health.crl.entries },
              { name: say.thisUpdate, value: dateTimeOf(health.crl.thisUpdate) },
              { name: say.nextUpdate, value: dateTimeOf(health.crl.nextUpdate) },
              { name: say.startedAt, value: dateTimeOf(health.startedAt) },
              { name: say.serverTime, value: dateTimeOf(health.serverTime) },
            ]}
          />
        </Card>
      </section>
      <section className={styles.section}>
        <h2>{say.authorities}</h2>
        <div className={styles.columns}>
          {health.authorities.map((authority) => (
            <Card key={authority.serial}>
              <div className={styles.stack}>
                <strong>{authority.subject}</strong>
                <Facts
                  facts={[
                    { name: say.until, value: dateOf(authority.notAfter) },
                    { name: say.serial, value: grouped(authority.serial) },
                  ]}
                />
              </div>
            </Card>
          ))}
        </div>
      </section>
    </>
  )
}
