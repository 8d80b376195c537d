import { useEffect, useState } from 'react'
import type { StoreFinding } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './settings.module.css'

/** Whether the signing certificates are in the system's store now, and if not, why. */
export const StoreLine = () => {
  const { client, snapshot, words } = useAssistant()
  const { importSigningCertificate: wanted } = snapshot.settings
  const { tokens } = snapshot
  const { run } = useAction()
  const [finding, setFinding] = useState<StoreFinding | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it finds follows from the setting and the tokens
  useEffect(() => {
    void run(async () => setFinding(await client.certificateStore.finding()))
  }, [client, run, wanted, tokens])
  if (!wanted || finding === null) return null
  if (finding.report) return <ErrorNote report={finding.report} tone="plain" urgent={false} />
  return <p className={styles.meaning}>{words.settings.importedCount(finding.registered)}</p>
}
