import { Button } from 'antd'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { AgreementText } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { ReadToEnd } from '../parts/read-to-end.tsx'
import { Waiting } from '../parts/waiting.tsx'

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

const numberOf = (index: number, language: 'zh-CN' | 'en'): string => {
  const numeral = numerals[index]
  return language === 'en' || numeral === undefined ? `${index + 1}. ` : `${numeral}、`
}

type TextProps = { readonly text: AgreementText; readonly atEnd: () => void }

const Text = ({ text, atEnd }: TextProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.renewal.agreement
  const head = (
    <>
      <h2 className={form.lead}>{text.title}</h2>
      <p className={form.soft}>{say.version(text.version)}</p>
    </>
  )
  return (
    <ReadToEnd head={head} say={say} atEnd={atEnd}>
      {text.sections.map(({ heading, paragraphs }, index) => (
        <section key={heading}>
          <h3>
            {numberOf(index, snapshot.settings.language)}
            {heading}
          </h3>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </ReadToEnd>
  )
}

const useAgreement = (issuerId: string) => {
  const { client } = useAssistant()
  const { error, pending, run } = useAction()
  const [text, setText] = useState<AgreementText | null>(null)
  const load = useCallback(
    () => void run(async () => setText(await client.renewal.agreement({ issuerId }))),
    [client, run, issuerId],
  )
  useEffect(load, [load])
  return { text, error, pending, load }
}

type Props = {
  readonly issuerId: string
  /** The version that was accepted before; null if none was. */
  readonly accepted: string | null
  readonly changed: boolean
  readonly aside: ReactNode
  readonly accept: (version: string | null) => void
  readonly next: () => void
}

/** 电子认证服务协议. It can be accepted once its end was in view. */
export const AgreementMoment = ({ issuerId, accepted, changed, aside, accept, next }: Props) => {
  const { words } = useAssistant()
  const say = words.renewal.agreement
  const { text, error, pending, load } = useAgreement(issuerId)
  const [read, setRead] = useState(false)
  const atEnd = useCallback(() => setRead(true), [])
  if (!text)
    return (
      <>
        {error && <ErrorNote report={error} actions={<Button onClick={load}>{words.frame.retry}</Button>} />}
        <Waiting active={pending} words={say.loading} />
        <Foot aside={aside}>{null}</Foot>
      </>
    )
  const ticked = accepted === text.version
  return (
    <>
      {changed && <Note tone="soon" title={say.changed} urgent />}
      <Text text={text} atEnd={atEnd} />
      <label className={form.tick}>
        <input
          type="checkbox"
          checked={ticked}
          disabled={!read && !ticked}
          onChange={({ target }) => accept(target.checked ? text.version : null)}
        />
        <span>
          {say.accept}
          {!read && !ticked && <small>{say.scroll}</small>}
        </span>
      </label>
      <Foot aside={aside}>
        <Button type="primary" size="large" disabled={!ticked} onClick={next}>
          {words.renewal.next}
        </Button>
      </Foot>
    </>
  )
}
