import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificatePair, TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { dateTimeOf, deviceName, grouped } from '../words/format.ts'
import { Holder } from './holder.tsx'
import { pairStatus } from './pair-status.ts'

type Props = { readonly token: TokenView; readonly pair: CertificatePair }

/** The six lines of the manual: 使用者, 颁发者, 有效期至, 密钥类型, 证书设备, 状态提示. */
export const CertificateFacts = ({ token, pair }: Props) => {
  const { words } = useAssistant()
  const say = words.certificates
  const view = leadingCertificate(pair)
  const status = pairStatus(pair, words)
  if (!view) return null
  const device = [deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')
  return (
    <Facts
      facts={[
        { name: say.holder, value: <Holder view={view} /> },
        { name: say.issuer, value: view.issuer },
        { name: say.validUntil, value: dateTimeOf(view.notAfter) },
        { name: say.keyType, value: view.keyType },
        { name: say.device, value: device },
        { name: say.status, value: <StateWord tone={status.tone}>{status.sentence}</StateWord> },
      ]}
    />
  )
}
