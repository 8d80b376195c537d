import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { SubscriptionView } from '../../shared/models/index.ts'
import { isSubscriptionContact } from '../../shared/subscription/contact.ts'
import { type SubscribableKey, subscribableKeys } from '../../shared/subscription/offer.ts'
import { type SubscriptionTopic, subscriptionTopics } from '../../shared/subscription/topics.ts'
import { Page } from '../frame/page.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { FaultLine, Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { Group } from '../parts/group.tsx'
import { Note } from '../parts/note.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import { Segments } from '../parts/segments.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateOf, tokenName } from '../words/format.ts'

type Channel = 'sms' | 'mail'

const TopicsField = (props: {
  readonly chosen: readonly SubscriptionTopic[]
  readonly choose: (topics: readonly SubscriptionTopic[]) => void
  readonly tried: boolean
}) => {
  const say = useAssistant().words.subscription
  const { chosen, choose, tried } = props
  const turn = (topic: SubscriptionTopic, on: boolean) =>
    choose(subscriptionTopics.filter((one) => (one === topic ? on : chosen.includes(one))))
  return (
    <Group legend={say.topics}>
      {subscriptionTopics.map((topic) => (
        <label key={topic} className={form.tick}>
          <input
            type="checkbox"
            checked={chosen.includes(topic)}
            onChange={({ target }) => turn(topic, target.checked)}
          />
          <span>{say.topic[topic]}</span>
        </label>
      ))}
      {tried && chosen.length === 0 && <FaultLine>{say.topicFault}</FaultLine>}
    </Group>
  )
}

/** Everything that leaves this computer, word for word, before it does. */
const WhatIsSent = (props: {
  readonly issuerName: string
  readonly address: string
  readonly serial: string
  readonly topics: readonly SubscriptionTopic[]
}) => {
  const say = useAssistant().words.subscription
  const { issuerName, address, serial, topics } = props
  return (
    <Note tone="plain" title={say.sent}>
      <p>{say.sentMeaning(issuerName)}</p>
      <Facts
        facts={[
          { name: say.sentTo, value: issuerName },
          { name: say.sentContact, value: address || say.empty },
          { name: say.sentKey, value: serial },
          { name: say.topics, value: topics.map((topic) => say.topic[topic]).join(' · ') || say.empty },
        ]}
      />
    </Note>
  )
}

const RegisterForm = ({ keys }: { readonly keys: readonly [SubscribableKey, ...SubscribableKey[]] }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.subscription
  const nameOf = useIssuerName()
  const { error, pending, run } = useAction()
  const [tokenId, chooseToken] = useState<string | null>(snapshot.subscriptionOffer?.tokenId ?? null)
  const [channel, chooseChannel] = useState<Channel>('sms')
  const [typed, type] = useState('')
  const [topics, chooseTopics] = useState<readonly SubscriptionTopic[]>(['expiry'])
  const [tried, setTried] = useState(false)
  const { token, issuer } = keys.find((one) => one.token.id === tokenId) ?? keys[0]
  const contact = { channel, address: typed.trim() }
  const good = isSubscriptionContact(contact)
  const off = connectionOf(snapshot, issuer.id).state === 'offline'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!good || topics.length === 0) return
    const wish = { issuerId: issuer.id, tokenId: token.id, contact, topics: [...topics] }
    if (await run(() => client.subscription.register(wish))) {
      type('')
      setTried(false)
    }
  }
  return (
    <form className={form.column} onSubmit={submit} aria-label={say.title} noValidate>
      <p className={form.soft}>{say.offerMeaning(nameOf(issuer))}</p>
      {keys.length > 1 && (
        <Field label={say.key}>
          {({ id }) => (
            <Select
              id={id}
              value={token.id}
              onChange={chooseToken}
              getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
              options={keys.map((one) => ({ value: one.token.id, label: tokenName(one.token, words) }))}
            />
          )}
        </Field>
      )}
      <Segments
        legend={say.channel}
        values={['sms', 'mail']}
        titles={say.channels}
        chosen={channel}
        choose={chooseChannel}
      />
      <Field
        label={channel === 'sms' ? say.phone : say.mail}
        hint={channel === 'sms' ? say.phoneHint : null}
        fault={tried && !good ? (channel === 'sms' ? say.phoneFault : say.mailFault) : null}
      >
        {(ties) => (
          <Input
            {...ties}
            value={typed}
            maxLength={254}
            inputMode={channel === 'sms' ? 'tel' : 'email'}
            autoComplete="off"
            onChange={({ target }) => type(target.value)}
          />
        )}
      </Field>
      <TopicsField chosen={topics} choose={chooseTopics} tried={tried} />
      <WhatIsSent
        issuerName={nameOf(issuer)}
        address={contact.address}
        serial={token.serial}
        topics={topics}
      />
      {off && <Note tone="plain" title={say.offline} />}
      {error && <ErrorNote report={error} />}
      <div className={form.buttons}>
        <Waiting active={pending} words={say.submitting} />
        <Button type="primary" htmlType="submit" disabled={pending || off}>
          {say.submit}
        </Button>
      </div>
    </form>
  )
}

const Registered = ({ one }: { readonly one: SubscriptionView }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.subscription
  const nameOf = useIssuerName()
  const { error, pending, run } = useAction()
  const issuer = issuerById(snapshot, one.issuerId)
  return (
    <>
      <Note
        tone="good"
        title={`${say.done} · ${one.masked}`}
        actions={
          <>
            <Waiting active={pending} words={say.removing} />
            <Button
              disabled={pending}
              aria-label={`${say.remove} ${one.masked}`}
              onClick={() => void run(() => client.subscription.remove({ subscriptionId: one.id }))}
            >
              {say.remove}
            </Button>
          </>
        }
      >
        <p>
          {[issuer ? nameOf(issuer) : one.issuerId, ...one.topics.map((topic) => say.topic[topic])].join(
            ' · ',
          )}
        </p>
        <p>
          {say.since(dateOf(one.registeredAt))} · {say.doneMeaning}
        </p>
      </Note>
      {error && <ErrorNote report={error} />}
    </>
  )
}

/** 注册 for notices of an authority: what is sent is shown before, and it can be deleted. */
export const SubscriptionPage = () => {
  const { snapshot, words } = useAssistant()
  const say = words.subscription
  const [first, ...others] = subscribableKeys(snapshot)
  return (
    <Page title={say.title} narrow action={<RefreshButton />}>
      <Card>
        {first ? <RegisterForm keys={[first, ...others]} /> : <p className={form.soft}>{say.noKey}</p>}
      </Card>
      {snapshot.subscriptions.length > 0 && (
        <Section title={say.yours}>
          {snapshot.subscriptions.map((one) => (
            <Registered key={one.id} one={one} />
          ))}
        </Section>
      )}
    </Page>
  )
}
