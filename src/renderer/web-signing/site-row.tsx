import { Button, Select } from 'antd'
import { useState } from 'react'
import { type SiteLeave, type SiteScopes, type SiteView, siteLeave } from '../../shared/models/index.ts'
import { isInternational } from '../../shared/prompt/origin.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { dateOf, dateTimeOf } from '../words/format.ts'
import styles from './web-signing.module.css'

const timesOf = (site: SiteView, { webSigning: say }: Texts): string =>
  [
    ...(site.connections > 0 ? [say.connected] : []),
    ...(site.remembered ? [`${say.approved} ${dateOf(site.approvedAt)}`] : [say.passing]),
    site.lastUsedAt === null ? say.never : `${say.lastUsed} ${dateTimeOf(site.lastUsedAt).slice(0, 16)}`,
  ].join(' · ')

type ScopeProps = {
  readonly site: SiteView
  readonly scope: 'signIn' | 'sign'
  readonly change: (scopes: SiteScopes) => void
}

const ScopeChoice = ({ site, scope, change }: ScopeProps) => {
  const { words } = useAssistant()
  const say = words.webSigning
  return (
    <div className={styles.scope}>
      <span>{say[scope]}</span>
      <Select<SiteLeave>
        value={site.scopes[scope]}
        onChange={(leave) => change({ ...site.scopes, [scope]: leave })}
        aria-label={`${site.origin} ${say[scope]}`}
        style={{ width: 264, maxWidth: '100%' }}
        options={siteLeave.options.map((value) => ({ value, label: say.leaves[value] }))}
      />
    </div>
  )
}

const Scopes = ({ site, change }: Omit<ScopeProps, 'scope'>) => {
  const { words } = useAssistant()
  const say = words.webSigning
  const leaves = [site.scopes.signIn, site.scopes.sign]
  const stays = leaves.some((leave) => leave === 'confirm' || leave === 'free')
  return (
    <>
      <div className={styles.scopes}>
        <ScopeChoice site={site} scope="signIn" change={change} />
        <ScopeChoice site={site} scope="sign" change={change} />
      </div>
      {stays && <p className={styles.small}>{say.freeMeaning}</p>}
      {leaves.includes('free') && <p className={styles.careful}>{say.freeCareful}</p>}
    </>
  )
}

/** The whole address; that of an international name also as it reads. */
const Name = ({ site: { origin, reads } }: { readonly site: SiteView }) => (
  <bdi dir="ltr" className={styles.origin}>
    {origin}
    {isInternational(origin) && reads !== null && <span> （{reads}）</span>}
  </bdi>
)

/** One approved site. */
export const SiteRow = ({ site }: { readonly site: SiteView }) => {
  const { client, words, snapshot } = useAssistant()
  const say = words.webSigning
  const { origin } = site
  const fixed = snapshot.policies.sites.includes(origin)
  const { error, pending, run } = useAction()
  const [asks, ask] = useState(false)
  const change = (scopes: SiteScopes) => void run(() => client.webSigning.approve({ origin, scopes }))
  return (
    <div className={styles.site}>
      <div className={styles.line}>
        <Name site={site} />
        {fixed ? (
          <span className={styles.small}>{words.policies.fixed}</span>
        ) : (
          <Button size="small" aria-label={`${say.withdraw} ${origin}`} onClick={() => ask(true)}>
            {say.withdraw}
          </Button>
        )}
      </div>
      <p className={styles.small}>{timesOf(site, words)}</p>
      {site.remembered && !fixed && <Scopes site={site} change={change} />}
      {error && <ErrorNote report={error} />}
      <ConfirmDialog
        open={asks}
        title={say.withdrawTitle}
        pending={pending}
        say={{ no: words.prompt.refuse, yes: say.withdraw, doing: say.withdraw }}
        close={() => ask(false)}
        confirm={() => void run(() => client.webSigning.withdraw({ origin }))}
      >
        <p>
          <bdi dir="ltr">{origin}</bdi>
        </p>
        <p>{say.withdrawMeaning}</p>
      </ConfirmDialog>
    </div>
  )
}
