import { Input } from 'antd'
import { useCallback, useState } from 'react'
import { errorsByHotline } from '../../shared/errors/index.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { type ArticleHead, helpGroup } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import type { Client } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import styles from './help.module.css'
import { useHelp } from './use-help.ts'

const mostFound = 10
const longestQuestion = 200

/** Keeps what was searched for in the address just before the person leaves, so that the way back leads to it. */
const keepInAddress = (question: string): void =>
  window.history.replaceState(null, '', hashOf({ page: 'service', search: question || null }))

type LinkProps = { readonly head: ArticleHead; readonly question?: string }

const Link = ({ head, question = '' }: LinkProps) => (
  <a href={hashOf({ page: 'article', articleId: head.id })} onClick={() => keepInAddress(question)}>
    {head.title}
  </a>
)

type GroupProps = { readonly title: string; readonly heads: readonly ArticleHead[] }

const Group = ({ title, heads }: GroupProps) => {
  const { words } = useAssistant()
  if (heads.length === 0) return null
  return (
    <details>
      <summary>
        {title}
        <span className={styles.count}>{words.help.count(heads.length)}</span>
      </summary>
      <ul className={styles.articles}>
        {heads.map((head) => (
          <li key={head.id}>
            <Link head={head} />
          </li>
        ))}
      </ul>
    </details>
  )
}

const allArticles = (help: Client['help']) => help.articles()

const AllArticles = () => {
  const { words } = useAssistant()
  const say = words.help
  const { found, error } = useHelp(allArticles)
  if (error) return <ErrorNote report={error} />
  const heads = found ?? []
  return (
    <div className={styles.groups}>
      {helpGroup.options.map((group) => (
        <Group
          key={group}
          title={say.groups[group]}
          heads={heads.filter((head) => head.group === group && head.issuerId === null)}
        />
      ))}
      <Group title={say.byIssuers} heads={heads.filter(({ issuerId }) => issuerId !== null)} />
    </div>
  )
}

/** A code that was typed whole: what it means, even if no article explains it. */
const CodeNote = ({ question }: { readonly question: string }) => {
  const { snapshot, words } = useAssistant()
  const [entry, ...others] = errorsByHotline(question, snapshot.settings.language, 2)
  if (entry === undefined || others.length > 0) return null
  return (
    <Note tone="info" title={words.help.codeMeans(entry.hotline, entry.title)}>
      <p>{entry.next}</p>
    </Note>
  )
}

const Found = ({ question }: { readonly question: string }) => {
  const { snapshot, words } = useAssistant()
  const say = words.help
  const nameOf = useIssuerName()
  const ask = useCallback((help: Client['help']) => help.search({ question, most: mostFound }), [question])
  const { found, error } = useHelp(ask)
  const by = ({ issuerId }: ArticleHead) => issuerById(snapshot, issuerId)
  if (error) return <ErrorNote report={error} />
  return (
    <>
      <CodeNote question={question} />
      <p role="status" className={form.soft}>
        {found && (found.length > 0 ? say.found(found.length) : `${say.nothingFound}${say.nothingFoundNext}`)}
      </p>
      <ul className={styles.results}>
        {found?.map((head) => {
          const issuer = by(head)
          return (
            <li key={head.id}>
              <Link head={head} question={question} />
              <small>{issuer ? nameOf(issuer) : say.groups[head.group]}</small>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Questions and answers, searched without a network. */
export const Questions = ({ first }: { readonly first: string }) => {
  const say = useAssistant().words.help
  const [typed, setTyped] = useState(first)
  const question = typed.trim()
  return (
    <Section title={say.questions}>
      <Card>
        <div className={form.stack}>
          <Input
            size="large"
            value={typed}
            maxLength={longestQuestion}
            onChange={({ target }) => {
              setTyped(target.value)
            }}
            aria-label={say.search}
            placeholder={say.search}
            prefix={<Icon name="search" size={18} />}
            allowClear
          />
          {question === '' && <p className={form.soft}>{say.searchHint}</p>}
          {question === '' ? <AllArticles /> : <Found question={question} />}
        </div>
      </Card>
    </Section>
  )
}
