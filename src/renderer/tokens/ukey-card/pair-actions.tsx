import { Button, Popover } from 'antd'
import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { CertificatePair, CertificateView, TokenView } from '../../../shared/models/index.ts'
import { upgradeOf } from '../../../shared/upgrade/rows.ts'
import type { PairStatus } from '../../certificates/pair-status.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { RefreshHere } from '../../parts/refresh-button.tsx'
import { go } from '../../place/use-place.ts'
import { ResumeButton } from '../../replacement/resume-button.tsx'
import styles from './ukey-card.module.css'

type Props = {
  readonly pair: CertificatePair
  readonly token: TokenView
  readonly status: PairStatus
  readonly full: boolean
}

const Why = ({ status }: { readonly status: PairStatus }) => {
  const { words } = useAssistant()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={status.word}
      content={<p className={styles.why}>{status.why}</p>}
    >
      <Button type="text" size="small">
        {words.certificates.why}
      </Button>
    </Popover>
  )
}

const MainAction = ({ pair, token, status, full }: Props) => {
  const { words } = useAssistant()
  // The first page says this above, with the one button that stands out.
  const type = full ? 'primary' : 'default'
  const say = words.certificates
  const view = leadingCertificate(pair)
  const issue = () => go({ page: 'issue', tokenId: token.id })
  const renew = () => (view ? go({ page: 'renewal', certificateId: view.id }) : issue())
  // The PIN comes first, with its way out beside it.
  if (token.pin.locked && status.action !== 'refresh' && status.action !== 'resume') return null
  switch (status.action) {
    case 'renew':
      return (
        <Button type={type} size="small" onClick={renew}>
          {say.renew}
        </Button>
      )
    case 'reissue':
      return (
        <Button size="small" onClick={issue}>
          {say.replace}
        </Button>
      )
    case 'issue':
      return (
        <Button type={type} size="small" onClick={issue}>
          {words.issuance.another}
        </Button>
      )
    case 'resume':
      return view && <ResumeButton view={view} />
    case 'refresh':
      return <RefreshHere size="small" />
    case 'view':
      return null
  }
}

/** 升级, where the authority has said that this certificate may be upgraded, and the way back to one that goes on. */
const UpgradeAction = ({ view }: { readonly view: CertificateView }) => {
  const { snapshot, words } = useAssistant()
  const { issuerId, serial } = view
  const begun = upgradeOf(snapshot, view)
  if (begun)
    return (
      <Button size="small" onClick={() => go({ page: 'upgrade-progress', upgradeId: begun.id })}>
        {words.upgrade.goOn}
      </Button>
    )
  if (!snapshot.upgradable.some((one) => one.serial === serial && one.issuerId === issuerId)) return null
  return (
    <Button size="small" onClick={() => go({ page: 'upgrade', certificateId: view.id })}>
      {words.upgrade.act}
    </Button>
  )
}

/** The line of the state has its action: 更新, 查看, 为什么? */
export const PairActions = (props: Props) => {
  const { words } = useAssistant()
  const { pair, status, full } = props
  const view = leadingCertificate(pair)
  return (
    <div className={styles.actions}>
      {pair.state !== 'valid' && <Why status={status} />}
      {view && !full && (
        <Button size="small" onClick={() => go({ page: 'certificate', certificateId: view.id })}>
          {words.certificates.view}
        </Button>
      )}
      {view && !props.token.pin.locked && <UpgradeAction view={view} />}
      <MainAction {...props} />
    </div>
  )
}
