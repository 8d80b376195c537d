import { Button } from 'antd'
import type { HelpContact, IssuerView } from '../../shared/models/index.ts'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useOnline } from '../live/use-online.ts'
import { Card, Section } from '../parts/card.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import form from '../parts/form.module.css'
import styles from './help.module.css'

export type Contact = { readonly issuer: IssuerView; readonly contact: HelpContact }
type Props = { readonly contacts: readonly Contact[] }

/** The phones of the authorities, each to copy. */
export const Hotlines = ({ contacts }: Props) => {
  const say = useAssistant().words.help
  const nameOf = useIssuerName()
  const rows = contacts.flatMap(({ issuer, contact }) => contact.hotlines.map((one) => ({ issuer, ...one })))
  return (
    <Section title={say.hotlines}>
      <Card>
        {rows.length === 0 && <p className={form.soft}>{say.hotlinesNone}</p>}
        <ul className={styles.contacts}>
          {rows.map(({ issuer, number, purpose }) => (
            <li key={`${issuer.id} ${number}`}>
              <span className={styles.who}>
                {nameOf(issuer)}
                <small>{purpose ?? say.hotlineGeneral}</small>
              </span>
              <span>{number}</span>
              <CopyButton text={number} label={say.copyNumber(number)} />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

type LinkProps = { readonly url: string | null; readonly name: string; readonly online: boolean }

const Outside = ({ url, name, online }: LinkProps) => {
  if (url === null) return null
  if (!online) return <Button disabled>{name}</Button>
  return (
    <Button href={url} target="_blank" rel="noreferrer">
      {name}
    </Button>
  )
}

/** 在线客服 and 在线帮助. Without a network they are grey, and come back by themselves. */
export const OnlineServices = ({ contacts }: Props) => {
  const say = useAssistant().words.help
  const nameOf = useIssuerName()
  const online = useOnline()
  const some = contacts.filter(({ contact }) => contact.onlineService !== null || contact.onlineHelp !== null)
  return (
    <Section title={say.online}>
      <Card>
        {some.length === 0 && <p className={form.soft}>{say.onlineNone}</p>}
        <p role="status" className={form.soft}>
          {some.length > 0 && !online ? say.offline : ''}
        </p>
        <ul className={styles.contacts}>
          {some.map(({ issuer, contact }) => (
            <li key={issuer.id}>
              <span className={styles.who}>{nameOf(issuer)}</span>
              <Outside url={contact.onlineService} name={say.onlineService} online={online} />
              <Outside url={contact.onlineHelp} name={say.onlineHelp} online={online} />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
