import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import { nameOfUse } from './certificate-use.ts'
import styles from './certificates.module.css'
import { ExportMenu } from './export-menu.tsx'
import type { FoundCertificate } from './find-certificate.ts'
import { Holder } from './holder.tsx'
import { pairStatusOn } from './pair-status.ts'

/** The few facts that people look for first, in large type. */
export const Essentials = ({ found }: { readonly found: FoundCertificate }) => {
  const { words } = useAssistant()
  const say = words.certificates
  const { token, pair, view } = found
  const status = pairStatusOn(token, pair, words)
  const facts = [
    { name: say.issuer, value: view.issuer },
    { name: say.validity, value: `${dateOf(view.notBefore)} – ${dateOf(view.notAfter)}` },
    { name: say.use, value: nameOfUse(view.use, words) },
    { name: say.keyType, value: view.keyType },
  ]
  return (
    <Card>
      <h2 className={styles.holder}>
        <Holder view={view} />
      </h2>
      <p className={styles.sub}>
        {[deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')}
      </p>
      <dl className={styles.essentials}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.foot}>
        <StateWord tone={status.tone}>{status.sentence}</StateWord>
        <ExportMenu certificateId={view.id} />
      </div>
    </Card>
  )
}
